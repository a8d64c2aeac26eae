#!/bin/sh
# bits.sh: do the kernels give the same bits here, in every instruction set, and on AArch64?
#
# AArch64 is emulated by qemu. Needs clang, and from Debian: qemu-user-static,
# gcc-aarch64-linux-gnu and libc6-dev-arm64-cross; without them only this machine is looked at.
set -eu
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
kernels=Sources/CKernels
flags="-O3 -ffp-contract=off -I$kernels/include"

# shellcheck disable=SC2086
clang $flags Benchmarks/bits.c $kernels/*.c -lm -lpthread -o "$folder/here"
"$folder/here" | tee "$folder/bits"

arm=/usr/aarch64-linux-gnu
if command -v qemu-aarch64-static >/dev/null && command -v aarch64-linux-gnu-gcc >/dev/null; then
  for source in Benchmarks/bits.c "$kernels"/*.c; do
    # shellcheck disable=SC2086
    clang --target=aarch64-linux-gnu -isystem "$arm/include" $flags -c "$source" \
      -o "$folder/$(basename "$source").o"
  done
  aarch64-linux-gnu-gcc -static "$folder"/*.o -lm -lpthread -o "$folder/there"
  qemu-aarch64-static "$folder/there" | sed 's/$/ (AArch64)/' | tee -a "$folder/bits"
else
  echo "no AArch64 to emulate here: install qemu-user-static, gcc-aarch64-linux-gnu and" >&2
  echo "libc6-dev-arm64-cross" >&2
fi

if [ "$(cut -d' ' -f1,2 "$folder/bits" | sort -u | wc -l)" -ne 1 ]; then
  echo "the bits differ" >&2
  exit 1
fi
echo "the same bits everywhere"
