#!/usr/bin/env bash
# The README's two commands on this machine as if nothing of ours had ever been on it: a copy-on-write view of its root, with an
# empty home (no caches, no Go modules, no npm packages) and without the Debian packages that the sandbox installs.
# As root:  test/fresh-machine.sh [command …]     (default: npm run up, npm run down, npm test)
# Building the tools takes most of the time: FRESH_MACHINE_TOOLS=~/.cache/gke-bluegreen/tools takes those that this machine has built.
# What it changes is gone when it ends; what runs inside ends with it.
set -euo pipefail

repository=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || { echo "fresh-machine: run it as root: it mounts a view of the root folder" >&2; exit 1; }
[ $# -gt 0 ] || set -- "npm run up" "npm run down" "npm test"

stage=$(mktemp -d /var/tmp/fresh-machine.XXXXXX)
finish() {
  umount --recursive --lazy "$stage/root" 2>/dev/null || true
  rm -rf "$stage"
}
trap finish EXIT

mkdir "$stage"/{upper,work,root,home,tmp}
chmod 1777 "$stage/tmp"
mount -t overlay overlay -o "lowerdir=/,upperdir=$stage/upper,workdir=$stage/work" "$stage/root"
for folder in proc sys dev run; do mount --rbind "/$folder" "$stage/root/$folder"; mount --make-rslave "$stage/root/$folder"; done
# Containers' layers are overlays themselves and cannot lie on this one.
mount --bind "$stage/home" "$stage/root/root"
mount --bind "$stage/tmp" "$stage/root/tmp"

# The machine's own settings of package managers belong to the machine.
for file in .npmrc .config/pip .config/go; do
  [ -e "$HOME/$file" ] && { mkdir -p "$(dirname "$stage/home/$file")"; cp -r "$HOME/$file" "$stage/home/$file"; }
done
git clone --quiet "$repository" "$stage/home/gke-bluegreen"
if [ -n "${FRESH_MACHINE_TOOLS:-}" ]; then
  mkdir -p "$stage/home/.cache/gke-bluegreen"
  cp -a "$FRESH_MACHINE_TOOLS" "$stage/home/.cache/gke-bluegreen/tools"
fi

# The view is the root of a mount namespace, as a container's is: whoever enters a namespace made inside stays inside.
run() {
  unshare --mount --pid --fork --kill-child bash -c '
    cd "$1" && mkdir -p .machine && pivot_root . .machine && cd / && umount --lazy /.machine && mount -t proc proc /proc
    exec /usr/bin/env -i HOME=/root PATH="$PATH" TERM="${TERM:-dumb}" LANG=C.UTF-8 CI="${CI:-}" bash -c "cd ~/gke-bluegreen && $2"
  ' fresh-machine "$stage/root" "$1"
}

packages=$(cd "$repository" && node --import tsx --input-type=commonjs -e 'console.log(Object.keys(require("./sandbox/toolchain/debian").debianPackages).join(" "))')
# Packages that the machine itself needs stay; the view has to be a working machine.
run "DEBIAN_FRONTEND=noninteractive apt-get purge --yes --quiet $(echo " $packages " | sed -E 's/ (iproute2|kmod|ca-certificates|openssl) / /g') >/dev/null"

for command in "$@"; do
  echo "fresh-machine: $command"
  started=$SECONDS
  run "$command"
  echo "fresh-machine: $command took $((SECONDS - started)) s"
done
