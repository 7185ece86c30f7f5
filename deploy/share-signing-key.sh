#!/bin/sh
# Gives the data directories named one signing key, so that an access token of one instance counts at all of them.
# An instance whose disk was wiped gets the key of the others. Runs as root, since a new volume belongs to root.
set -eu
umask 077
key=
for directory in "$@"; do
  if [ -z "$key" ] && [ -s "$directory/signing.key" ]; then key="$directory/signing.key"; fi
done
if [ -z "$key" ]; then
  key="$1/signing.key"
  head -c 32 /dev/urandom >"$key"
fi
for directory in "$@"; do
  [ "$directory/signing.key" = "$key" ] || cp "$key" "$directory/signing.key"
  chown node:node "$directory" "$directory/signing.key"
done
