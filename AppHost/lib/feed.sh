# Which package feed this machine has. A complete one brings Aspire and all of gRPC; a partial one (a company mirror) does not, and
# the projects in src/StandIns take their place. Asked once; the answer is kept in Feed.props, which Directory.Build.props reads.
# Needs messages.sh and find_dotnet to have run.

feed_limit_seconds=180

package_version() { # package_version <root> <package>
  sed -nE "s/.*<PackageVersion Include=\"$2\" Version=\"([^\"]+)\".*/\1/p" "$1/Directory.Packages.props" | tail -n 1
}

feed_has_everything() { # feed_has_everything <root> <empty folder>
  local root=$1 folder=$2 package
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup>'
    for package in Aspire.Hosting Grpc.AspNetCore StackExchange.Redis; do
      echo "<PackageReference Include=\"$package\" Version=\"$(package_version "$root" "$package")\" />"
    done
    echo '</ItemGroup></Project>'
  } >"$folder/probe.csproj"
  if [ -e "$root/nuget.config" ]; then cp "$root/nuget.config" "$folder/"; fi
  (cd "$folder" && timeout "$feed_limit_seconds" dotnet restore probe.csproj --nologo -v q >"$folder/restore.log" 2>&1)
}

ensure_feed() { # ensure_feed <root>
  local root=$1 folder full
  [ -e "$root/Feed.props" ] && return 0
  say "正在检测包源(仅一次) / Probing the package feed (once)…"
  folder=$(mktemp -d)
  if feed_has_everything "$root" "$folder"; then
    full=true
  elif grep -qE 'NU110[123]' "$folder/restore.log"; then
    full=false
  else
    # No network, or too slow: no answer about the feed, so none is kept.
    say "包源无应答,暂按部分包源处理 / The feed gave no answer; taken for partial this time. $(tail -n 1 "$folder/restore.log")"
    rm -rf "$folder"
    return 0
  fi
  rm -rf "$folder"
  printf '<Project><PropertyGroup><FullFeed>%s</FullFeed></PropertyGroup></Project>\n' "$full" >"$root/Feed.props"
  if [ "$full" = true ]; then
    say "完整包源 / Full feed: the real Aspire and gRPC packages are used."
  else
    say "部分包源,使用 src/StandIns / Partial feed: src/StandIns take the place of missing packages. 重新检测请删除 / To ask again delete Feed.props."
  fi
}

has_full_feed() { grep -q '<FullFeed>true<' "$1/Feed.props" 2>/dev/null; }
