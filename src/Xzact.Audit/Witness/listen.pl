# Installs a seccomp filter on this process, tells standard error where its listener is, and becomes a command. The
# first call that the filter asks about, that of the command itself, waits until somebody answers.
# Arguments: a mark; the numbers of prctl and seccomp; the filter in hexadecimal; the command and its arguments.
use strict;
use warnings;

my ($mark, $prctl, $seccomp, $filter) = splice @ARGV, 0, 4;
$filter = pack 'H*', $filter;
my $program = pack 'S x![J] P', length($filter) / 8, $filter;
open STDOUT, '>&', \*STDERR or die "standard output: $!\n";

# PR_SET_NO_NEW_PRIVS; then SECCOMP_SET_MODE_FILTER with a listener, without slower code, and with calls that only a
# fatal signal interrupts (Linux 5.19).
syscall($prctl + 0, 38, 1, 0, 0, 0) == 0 or die "the build cannot be watched: prctl: $!\n";
my $listener = syscall($seccomp + 0, 1, 8 | 4 | 32, $program);
$listener = syscall($seccomp + 0, 1, 8 | 4, $program) if $listener < 0;
$listener >= 0 or die "the build cannot be watched: seccomp: $!\n";
syswrite STDERR, "$mark $listener\n";
exec { $ARGV[0] } @ARGV or print STDERR "$ARGV[0]: $!\n";
exit 127;
