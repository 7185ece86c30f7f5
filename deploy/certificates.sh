#!/bin/bash
# Makes a certificate authority and a certificate for each node, where there is none yet. With "renew" the nodes get
# new certificates of the same authority. The authority's key stays in a volume that only this job sees.
set -euo pipefail
: "${EVENTSTORE_ADMIN_PASSWORD:?set the password of the database user admin}"
: "${EVENTSTORE_OPS_PASSWORD:?set the password of the database user ops}"
: "${EVENTSTORE_APP_PASSWORD:?set the password of the database user concordat: at least 12 letters, digits and - . _ ~}"
made=$(mktemp -d)
if [ ! -s /authority/ca.key ]; then
  es-gencert-cli create-ca -out "$made/ca"
  cp "$made/ca/ca.crt" "$made/ca/ca.key" /authority/
fi
cp /authority/ca.crt /ca/ca.crt
chmod 444 /ca/ca.crt
for node in node1 node2 node3; do
  if [ "${1:-}" != renew ] && [ -s "/nodes/$node/node.crt" ]; then continue; fi
  es-gencert-cli create-node -ca-certificate /authority/ca.crt -ca-key /authority/ca.key -out "$made/$node" \
    -dns-names "$node,localhost" -ip-addresses 127.0.0.1
  cp -f "$made/$node/node.crt" "$made/$node/node.key" "/nodes/$node/"
  # The number of the server's user differs between images; the volume is seen by this one node alone.
  chmod 444 "/nodes/$node/node.crt" "/nodes/$node/node.key"
done
rm -rf "$made"
