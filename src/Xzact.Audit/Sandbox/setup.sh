# The first process of the sandbox, as the root user of new user, mount, process, network, IPC and UTS namespaces that
# unshare(1) has made. It gives the command a world of its own, tells standard output "ready", runs the command with no
# rights at all, ends everything that is left, and writes "exit CODE" and then a tar of the writable folder.
# Any failure before "ready" ends it, and nothing was run.
#
# Arguments: bytes of the writable folder, seconds, processes, bytes of memory a process, bytes a file, processor
# seconds a process; "input" or "build", where the tar goes; "network" if that of the host is shared, else nothing; the
# words of a tracer, or nothing; then NAME=VALUE of the command's environment, the command and its arguments.
# Standard input: a tar of what the command may read.
#
# A tracer writes its lines to standard output, between "ready" and "exit". It runs outside the command's user
# namespace, and so the command can end it, but neither read nor write what it has open.
set -eu
umask 022
space=$1 seconds=$2 processes=$3 memory=$4 file=$5 processor=$6 into=$7 network=$8 tracer=$9
shift 9

# Everything is built below /tmp, which then becomes the root; what the host has mounted is out of reach after that.
mount -t tmpfs -o mode=0755,size=4m,nr_inodes=4k,nosuid,nodev tmpfs /tmp
cd /tmp
mkdir host dev proc etc home input build

read_only() {
  mkdir -p ".$1"
  mount --bind "$1" ".$1"
  mount -o remount,bind,ro,nosuid,nodev ".$1"
}

# Programs and libraries of the distribution, and of /etc only what finds them, and the settings of the programs that
# format manuals: without those they lay out, hyphenate and escape differently than for everybody else. Tools that make
# packages ask dpkg what is installed and which libraries are whose.
read_only /usr
for name in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then
    ln -s "$(readlink "/$name")" "$name"
  elif [ -d "/$name" ]; then
    read_only "/$name"
  fi
done
for folder in /etc/alternatives /etc/asciidoc /etc/fonts /etc/ghostscript /etc/groff /etc/sgml /etc/xml \
  /var/lib/ghostscript /etc/dpkg /etc/perl /var/lib/dpkg /etc/ld.so.conf.d /etc/texmf /var/lib/texmf \
  /etc/emacs /etc/python3; do
  if [ -d "$folder" ]; then read_only "$folder"; fi
done
for name in ld.so.cache ld.so.conf papersize magic debian_version; do
  if [ -f "/etc/$name" ]; then cp "/etc/$name" "etc/$name"; fi
done
if [ -n "$network" ]; then
  for name in resolv.conf hosts nsswitch.conf; do
    if [ -f "/etc/$name" ]; then cp "/etc/$name" "etc/$name"; fi
  done
  if [ -d /etc/ssl/certs ]; then read_only /etc/ssl/certs; fi
fi
echo 'builder:x:1000:1000::/home:/bin/sh' > etc/passwd
echo 'builder:x:1000:' > etc/group

# Devices that hold nothing.
for name in null zero full random urandom; do
  : > "dev/$name"
  mount --bind "/dev/$name" "dev/$name"
done
ln -s /proc/self/fd dev/fd

mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o "mode=0755,size=$space,nosuid,nodev" tmpfs input
mount -t tmpfs -o "mode=0755,size=$space,nr_inodes=1m,nosuid,nodev" tmpfs build
if [ "$into" = build ]; then
  mkdir tmp
  mount -t tmpfs -o "mode=1777,size=$space,nr_inodes=1m,nosuid,nodev" tmpfs tmp
fi
pivot_root . host
cd /
umount -l host
rmdir host
hostname sandbox 2> /dev/null || :

at=build
if [ "$into" = build ]; then
  # Tools that make packages put them beside the tree.
  at=build/tree into=build/tree
  mkdir build/tree
fi
tar -xf - -C "$into" --no-same-owner
mount -o remount,bind,ro,nosuid,nodev input

# One user namespace more, in which the command has no rights over anything made above; none inside that.
echo 1 > /proc/sys/user/max_user_namespaces
mount --bind /proc/sys /proc/sys
mount -o remount,bind,ro,nosuid,nodev,noexec /proc/sys
mount -o remount,bind,ro,nosuid,nodev /
cd "/$at"
echo ready

# The command's own session; its output goes to standard error, which is only shown.
inside() {
  # shellcheck disable=SC2086
  setsid --wait timeout --kill-after=1 "$seconds" $tracer \
    sh -c 'exec 3>&- 4>&- 5>&-; exec "$@"' sh \
    unshare --user --map-user=1000 --map-group=1000 --keep-caps \
    setpriv --inh-caps=-all --ambient-caps=-all --bounding-set=-all --no-new-privs \
    prlimit --nproc="$processes:$processes" --as="$memory:$memory" --fsize="$file:$file" \
      --cpu="$processor:$processor" --nofile=1024:1024 --core=0:0 --memlock=65536:65536 --msgqueue=65536:65536 \
    env -i "$@" < /dev/null 1>&2
}
set +e
if [ -n "$tracer" ]; then
  # The tracer opens /proc/self/fd/3 by its name, for which the pipe must be this user's own: one of this shell. The
  # first program inside closes these descriptors.
  exec 5>&1
  code=$({ { inside "$@" 3>&1; echo $? >&4; } | cat >&5; } 4>&1)
  exec 5>&-
else
  inside "$@"
  code=$?
fi

# What the command left running must not change what is read now.
kill -KILL -1 2> /dev/null
wait
echo "exit $code"
exec tar -cf - --one-file-system -C /build .
