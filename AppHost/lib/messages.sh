# Messages for people go to standard error: standard output belongs to the program that is started (`up --verify` prints JSON there).

say() { printf '%s\n' "▸ $*" >&2; }

fail() {
  local code=$1
  shift
  printf '%s\n' "✗ $*" >&2
  exit "$code"
}
