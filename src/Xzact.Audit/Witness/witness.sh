# Runs a command under a tracer on this machine as it is. Prints the tracer's lines and "exit CODE".
# Arguments: the words of the tracer, in one; then the command and its arguments.
tracer=$1
shift

# The tracer opens /proc/self/fd/3 by its name. The first program inside closes these descriptors.
exec 5>&1
# shellcheck disable=SC2086
code=$({
  {
    $tracer sh -c 'exec 3>&- 4>&- 5>&-; exec "$@"' sh "$@" 3>&1 1>&2 < /dev/null
    echo $? >&4
  } | cat >&5
} 4>&1)
echo "exit $code"
