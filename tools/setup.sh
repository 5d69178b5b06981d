#!/bin/sh
# Make the virtual environment from the lock: sh tools/setup.sh FOLDER
set -eu
venv=$1

python=""
for name in python3.11 python3.12 python3.13 python3; do
  if command -v "$name" >/dev/null 2>&1 &&
    "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "detente needs Python 3.11, 3.12 or 3.13; install one (on Debian: apt install python3) and run make again" >&2
  exit 1
fi

# Debian splits venv and pip off Python; get them where we may.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  root=""
  [ "$(id -u)" = 0 ] || root=sudo
  echo "installing python$version-venv, which this system keeps apart from Python" >&2
  $root apt-get update -qq
  $root apt-get install -y -qq "python$version-venv" || $root apt-get install -y -qq python3-venv
fi

[ -x "$venv/bin/pip" ] || "$python" -m venv --clear "$venv"
echo "installing what detente needs into $venv (a few minutes the first time)" >&2
"$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
