# Sourced by the scripts that build images for machines without a registry: what an image is made of.

# Installs the statically linked shell and tools of Debian, unless they are there.
static_tools() {
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  if ! [ -x /bin/bash-static ] || ! [ -x /bin/busybox ] || ldd /bin/busybox >/dev/null 2>&1; then
    $sudo apt-get update -q
    $sudo apt-get install -qy --no-install-recommends bash-static busybox-static
  fi
}

# An empty image in folder $1.
empty_root() {
  rm -rf "$1"
  mkdir -p "$1"/{bin,etc,opt,tmp}
  chmod 1777 "$1/tmp"
}

# Puts into the image $1 the shell, and a few tools.
add_shell() {
  local applet
  cp /bin/bash-static "$1/bin/bash"
  cp /bin/busybox "$1/bin/busybox"
  for applet in sh cat cp env hostname id ls mkdir mv rm sleep tail; do
    ln -s busybox "$1/bin/$applet"
  done
}

# Puts into the image $1 the C library and whatever else the Java runtime in folder $2 is linked with.
add_libraries() {
  local library
  find "$2" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null |
    sed -n 's/.*[[:space:]]\(\/[^[:space:]]*\) (0x.*/\1/p' | sort -u | grep -v "^$2" |
    while read -r library; do
      install -D -m 755 "$(readlink -f "$library")" "$1$library"
    done
}
