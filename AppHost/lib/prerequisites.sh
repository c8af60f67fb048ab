# What the suite needs from the machine: .NET 10, PostgreSQL 15+, RabbitMQ, Redis; for its tests also a browser with Chinese
# fonts and a foreign gRPC client. Missing ones are installed with apt when that is possible without asking for a password.
# Needs messages.sh. Exit code 3 = something is missing and the person has to act.

missing_packages=()
missing_programs=()

need() { # need <program as people call it> <Debian package> <command that succeeds when it is there...>
  local program=$1 package=$2
  shift 2
  if ! "$@" >/dev/null 2>&1; then
    missing_programs+=("$program")
    missing_packages+=("$package")
  fi
}

has_postgres() {
  local bin version
  for bin in /usr/lib/postgresql/*/bin/postgres "$(command -v postgres || true)"; do
    [ -x "$bin" ] || continue
    version=$("$bin" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
    [ "${version:-0}" -ge 15 ] && [ -x "$(dirname "$bin")/initdb" ] && return 0
  done
  return 1
}

has_rabbitmq() { [ -e /usr/lib/rabbitmq/bin/rabbitmq-server ] || command -v rabbitmq-server; }
has_redis() { command -v redis-server || [ -x /usr/bin/redis-server ]; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_cjk_fonts() { [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || ls /usr/share/fonts/opentype/noto/NotoSansCJK*; }
# Debian's module belongs to Debian's interpreter, which need not be the first on the PATH.
has_grpcio() { /usr/bin/python3 -c 'import grpc' || python3 -c 'import grpc'; }
has_libicu() {
  case "${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-}" in 1 | true) return 0 ;; esac
  ldconfig -p 2>/dev/null | grep -q libicuuc || /sbin/ldconfig -p 2>/dev/null | grep -q libicuuc
}

# The SDK is the one thing apt may not have: then the person installs it, from wherever they get it.
find_dotnet() {
  local folder
  for folder in "" "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /opt/dotnet; do
    if [ -n "$folder" ]; then
      [ -x "$folder/dotnet" ] || continue
      "$folder/dotnet" --list-sdks 2>/dev/null | grep -q '^10\.' || continue
      export PATH="$folder:$PATH" DOTNET_ROOT="$folder"
      return 0
    fi
    command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
  done
  return 1
}

# The library's package carries a version in its name; before the first apt-get update only the headers' name is sure, and they bring it.
libicu_package() { apt-cache pkgnames libicu 2>/dev/null | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1 | grep . || echo libicu-dev; }
sdk_package() { apt-cache pkgnames dotnet-sdk-10.0 2>/dev/null | grep -x 'dotnet-sdk-10.0'; }

check_prerequisites() { # check_prerequisites [tests]
  missing_packages=()
  missing_programs=()
  need ".NET 10 SDK" dotnet-sdk-10.0 find_dotnet
  need "ICU" libicu has_libicu
  need "PostgreSQL 15+" postgresql has_postgres
  need "RabbitMQ" rabbitmq-server has_rabbitmq
  need "Redis" redis-server has_redis
  if [ "${1:-}" = tests ]; then
    need "Chromium" chromium has_chromium
    need "Noto CJK fonts" fonts-noto-cjk has_cjk_fonts
    need "Python gRPC" python3-grpcio has_grpcio
  fi
}

# Prints the command that may install packages, or nothing.
installer() {
  if [ "$(id -u)" = 0 ]; then
    echo env
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    echo sudo -n
  fi
}

resolve_packages() {
  local package resolved=()
  for package in "${missing_packages[@]}"; do
    case $package in
      libicu) package=$(libicu_package) ;;
      dotnet-sdk-10.0) package=$(sdk_package) || fail 3 "缺少 .NET 10 SDK,且 apt 源中没有,请安装: / The .NET 10 SDK is missing and apt has no package for it; install it from https://dot.net" ;;
    esac
    resolved+=("$package")
  done
  missing_packages=("${resolved[@]}")
}

# Debian starts a server as soon as it is installed; the suite runs private ones, so nothing may start here.
install_packages() { # install_packages <command that may install...>
  local as_root=("$@") policy=/usr/sbin/policy-rc.d saved=/usr/sbin/policy-rc.d.before-steward
  (
    restore_policy() {
      if [ -e "$saved" ]; then "${as_root[@]}" mv -f "$saved" "$policy"; else "${as_root[@]}" rm -f "$policy"; fi
    }
    trap restore_policy EXIT
    trap 'exit 130' INT TERM
    if [ -e "$policy" ] && [ ! -e "$saved" ]; then "${as_root[@]}" mv "$policy" "$saved"; fi
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing_packages[@]}" >&2 </dev/null
  )
}

ensure_prerequisites() { # ensure_prerequisites [tests]
  local as_root
  check_prerequisites "$@"
  [ ${#missing_programs[@]} = 0 ] && return 0

  command -v apt-get >/dev/null ||
    fail 3 "缺少以下程序,请先安装: / These programs are missing, please install them: ${missing_programs[*]}"

  read -r -a as_root <<<"$(installer)"
  if [ ${#as_root[@]} = 0 ]; then
    resolve_packages
    fail 3 "缺少 / Missing: ${missing_programs[*]}
  请运行 / Run:  sudo apt-get update && sudo apt-get install -y ${missing_packages[*]}"
  fi

  say "正在安装 / Installing: ${missing_programs[*]} (apt-get update…)"
  "${as_root[@]}" apt-get update -q >&2 </dev/null || say "apt-get update 失败,继续尝试 / failed, trying to install all the same"
  resolve_packages
  say "apt-get install ${missing_packages[*]}"
  install_packages "${as_root[@]}" || fail 3 "安装失败 / Installing failed. 请运行 / Run:  sudo apt-get install -y ${missing_packages[*]}"

  check_prerequisites "$@"
  [ ${#missing_programs[@]} = 0 ] || fail 3 "安装后仍缺少 / Still missing after the installation: ${missing_programs[*]}"
  say "已就绪 / All prerequisites are installed."
}
