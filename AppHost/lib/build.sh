# Builds with a sign of life, the whole output in a log file, and only the errors on the screen. Needs messages.sh.

# Files that root made are not an ordinary user's, and a build that stumbles over one says nothing clear.
ensure_writable() { # ensure_writable <folder...>
  local folder
  for folder in "$@"; do
    [ ! -e "$folder" ] || [ -w "$folder" ] ||
      fail 1 "无写权限 / $(id -un) may not write to $folder. 请运行 / Run:  sudo chown -R $(id -un) $1"
  done
}

build() { # build <root> <project or solution>
  local root=$1 target=$2 log=$1/.data/logs/build.log started=$SECONDS pid
  ensure_writable "$root" "$root/artifacts" "$root/.data"
  mkdir -p "$root/.data/logs"
  say "正在构建 / Building $target … (log: .data/logs/build.log)"
  (cd "$root" && exec dotnet build "$target" --nologo -v m -nodeReuse:false) >"$log" 2>&1 &
  pid=$!
  trap 'kill -TERM "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 2 ]; then printf '\r  %d s  %-60.60s' $((SECONDS - started)) "$(grep -E -- '->' "$log" | tail -n 1 | sed -E 's/^ *([^ ]+) ->.*/\1/')" >&2; fi
    sleep 1
  done
  if [ -t 2 ]; then printf '\r%80s\r' '' >&2; fi
  trap - INT TERM
  if ! wait "$pid"; then
    grep -E '(error|错误) [A-Z]+[0-9]+' "$log" | sed -E 's/ \[[^]]*\]$//' | sort -u | tail -n 20 >&2
    grep -qE '(error|错误) [A-Z]+[0-9]+' "$log" || tail -n 20 "$log" >&2
    fail 1 "构建失败 / The build failed after $((SECONDS - started)) s; all of it is in $log"
  fi
  say "构建完成 / Built in $((SECONDS - started)) s."
}
