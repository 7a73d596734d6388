# Tries to leave the sandbox, before anything that is not trusted may. Prints one line a question, "shut NAME" or
# "OPEN NAME: WHAT", and "done" at the end. What it tries to reach outside is really there: the one who asks made it.
# Arguments: NAME=VALUE, in any order: tcp=PORT abstract=NAME socket=PATH file=PATH home=PATH canary=VARIABLE
# write=FOLDERS allowed=NAMES of variables, NAMESPACE=LINK for each of the outside, limit:NAME=VALUE as
# /proc/self/limits has them.
use strict;
use Socket;

my (%outside, %namespaces, %limits);
for (@ARGV) {
  my ($name, $value) = split /=/, $_, 2;
  if ($name =~ /^limit:(.*)/) { $limits{$1} = $value }
  elsif ($name =~ /^(user|mnt|pid|net|ipc|uts|cgroup)$/) { $namespaces{$name} = $value }
  else { $outside{$name} = $value }
}

sub answer { my ($name, $open) = @_; print $open ? "OPEN $name: $open\n" : "shut $name\n" }
sub reaches {
  my ($domain, $address) = @_;
  my $socket;
  socket($socket, $domain, SOCK_STREAM, 0) && connect($socket, $address);
}
sub content { my ($path) = @_; open(my $f, '<', $path) or return; local $/; my $text = <$f>; $text }

# The network: a listener on this machine's loopback address, and sockets of this machine that need no network.
answer('loopback', reaches(PF_INET, pack_sockaddr_in($outside{tcp}, inet_aton('127.0.0.1')))
  && "connected to port $outside{tcp}");
answer('abstract sockets', reaches(PF_UNIX, pack('S', AF_UNIX) . "\0" . $outside{abstract}) && 'connected');
answer('path sockets', reaches(PF_UNIX, pack_sockaddr_un($outside{socket})) && 'connected');
my @devices = grep { /:/ && !/^\s*lo:/ } split /\n/, content('/proc/net/dev') // "?:\n";
answer('network devices', @devices && join(' ', @devices));

# Files: one that everybody may read, the user's own folder, the way up, and places that only look read only.
answer('files of the host', defined content($outside{file}) && "read $outside{file}");
my @home = glob("$outside{home}/* $outside{home}/.[!.]*");
answer('the home of the user', @home && "$outside{home} holds " . scalar(@home) . ' files');
my %known = map { $_ => 1 } qw(bin build dev etc home input lib lib32 lib64 libx32 proc sbin tmp usr var);
chdir '/build';
chdir '..' for 1 .. 40;
opendir(my $root, '.');
my @other = grep { !/^\.\.?$/ && !$known{$_} } readdir $root;
answer('the way up', @other && "the root holds @other");
my @written;
for my $folder (split /,/, $outside{write}) {
  my $path = "$folder/xzact-probe";
  if (open(my $f, '>', $path)) { push @written, $path; close $f; unlink $path }
}
answer('writing outside the folder', @written && "wrote @written");

# What is inherited.
my %allowed = map { $_ => 1 } split /,/, $outside{allowed};
my @variables = grep { !$allowed{$_} } sort keys %ENV;
answer('the environment', ($ENV{$outside{canary}} // @variables) && "it holds @variables");
opendir(my $descriptors, '/proc/self/fd');
my $own = fileno $root;
my @open = grep { /^\d+$/ && $_ > 2 && $_ != $own && $_ != fileno($root) && readlink("/proc/self/fd/$_") !~ m{/fd$} }
  readdir $descriptors;
answer('descriptors', @open && "open: @open");
answer('standard input', !eof(STDIN) && 'it gives bytes');

# Rights and namespaces.
my $status = content('/proc/self/status');
my @rights = grep { /^Cap(Inh|Prm|Eff|Bnd|Amb):\s*(?!0+$)[0-9a-f]/ } split /\n/, $status;
answer('capabilities', @rights && "@rights");
answer('new privileges', $status !~ /^NoNewPrivs:\s*1$/m && 'a program could give rights');
answer('the root user', ($< == 0 || $> == 0) && 'it is root');
my @shared = grep { (readlink("/proc/self/ns/$_") // $namespaces{$_}) eq $namespaces{$_} } sort keys %namespaces;
answer('namespaces of the host', (@shared || !%namespaces) && "shared: @shared");
answer('new user namespaces', system('unshare --user true 2>/dev/null') == 0 && 'it made one');
my $memory;
answer('the first process',
  (defined readlink('/proc/1/root') || open($memory, '<', '/proc/1/mem')) && 'it can be read');

# Limits, as the kernel has them.
my $now = content('/proc/self/limits');
my @wrong = grep { $now !~ /^\Q$_\E\s+$limits{$_}\s+$limits{$_}\s/m } sort keys %limits;
answer('limits', (@wrong || !%limits) && "not as set: @wrong");
print "done\n";
