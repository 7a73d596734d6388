using System.Globalization;
using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

public sealed class KernelTracerTests : IDisposable
{
    private readonly WitnessSupport _tree = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_sees_what_strace_sees(bool withoutSandbox)
    {
        _tree.Write("main.c", "#include \"deep/x.h\"\nint main(void) { return X; }\n");
        _tree.Write("deep/x.h", "#define X 0\n");
        _tree.Write("é \"1\"", "one\n");
        _tree.Write("script", "#!/bin/sh\nread line < 'é \"1\"'; echo $line >> log\n", executable: true);
        _tree.Write("Makefile", """
            all:
            	mkdir -p out/a && cd out/a && cc -c ../../main.c -o main.o && cc -o prog main.o && ./prog
            	ln -s out/a short; cat short/main.o | sed 's/x/x/' > copy.o; mv copy.o out/a/moved.o
            	ln out/a/moved.o second; chmod 755 second; ./script; (exec ./script; true)
            	cat < deep/x.h > /dev/null; cp deep/x.h deep/y.h; echo >> deep/y.h; no-such-program; true
            	perl -e 'open F, "<&=0"; rename "deep/y.h", "deep/z.h"; exec "./out/a/prog"'
            	echo 'exit 0' | sh; : > short/made; install -m 755 short/made out/a/installed; cat none; true

            """);
        string[] kernel = Seen("make", withoutSandbox, WitnessTracer.Kernel);
        Reset();
        string[] strace = Seen("make", withoutSandbox, WitnessTracer.Strace);
        Assert.Equal(strace, kernel);
        Assert.Contains("read é \"1\"", kernel);
        Assert.Contains("write out/a/made", kernel);
        Assert.True(kernel.Length > 40, string.Join('\n', kernel));
    }

    [Fact]
    public void A_process_whose_parent_ended_keeps_who_started_it()
    {
        string[] lines = Events("(sh -c 'sleep 0.3; sh -c \"cat note; true\"; true' & true); sleep 0.8; true");
        string cat = lines.Single(l => l.Contains("/cat\"", StringComparison.Ordinal));
        int process = Number(cat, "p");
        for (int step = 0; process != 1 && step < 10; step++)
        {
            process = Number(
                lines.Single(l => l.StartsWith($"{{\"p\":{process},\"do\":\"start\"", StringComparison.Ordinal)), "by");
        }

        Assert.Equal(1, process);
    }

    [Fact]
    public void A_program_in_memory_and_one_that_a_descriptor_names_are_hidden()
    {
        if (Environment.Is64BitProcess && SystemCalls.OfThisMachine is null)
        {
            Assert.Skip("system calls of this machine are not known");
        }

        int memfd = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
            == System.Runtime.InteropServices.Architecture.Arm64 ? 279 : 319;
        _tree.Write("run.pl", string.Create(CultureInfo.InvariantCulture, $$"""
            my $fd = syscall({{memfd}}, my $name = "inert", 0);
            open(my $out, '>&=', $fd); print $out "#!/bin/sh\nexit 0\n"; $out->flush;
            exec "/proc/self/fd/$fd";
            """));
        Assert.Contains(
            WitnessSupport.Found(_tree.Build("perl run.pl; true")),
            found => found.StartsWith("D66 High /memfd:inert", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_cannot_be_opened_past_the_watch()
    {
        // io_uring_setup(1, …): what it opens is seen by neither tracer.
        string[] lines = Events(
            "perl -e '$! = 0; syscall(425, 1, $x = \"\\0\" x 120); print STDERR $! + 0, \"\\n\"; exit $!'; exit $?");
        Assert.Contains(lines, l => l.Contains("\"do\":\"exit\",\"code\":38", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_build_leaves_running_ends_neither_the_watch_nor_itself()
    {
        _tree.Write("note", "a note\n");
        CaseReport report = _tree.Build("(sleep 1; echo late > late) > /dev/null 2>&1 & echo now > now", true);
        Assert.Equal(0, report.Build!.End.ExitCode);
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void Every_jump_of_the_filter_stays_in_it()
    {
        byte[] filter = SystemCalls.OfThisMachine!.Filter();
        int count = filter.Length / 8;
        for (int i = 0; i < count; i++)
        {
            int far = Math.Max(filter[(i * 8) + 2], filter[(i * 8) + 3]);
            Assert.True(i + 1 + far < count || filter[i * 8] == 6, $"instruction {i} jumps {far}");
        }

        Assert.Equal(6, filter[^8]);
    }

    public void Dispose() => _tree.Dispose();

    private static int Number(string line, string member) =>
        JsonDocument.Parse(line).RootElement.GetProperty(member).GetInt32();

    private string[] Events(string script, bool withoutSandbox = false, WitnessTracer tracer = WitnessTracer.Kernel)
    {
        _tree.Write("note", "a note\n");
        using MemoryStream record = new();
        WitnessAudit.Run(_tree.Request(script, withoutSandbox, tracer), new(), write => write("r.jsonl", record));
        return
        [
            .. System.Text.Encoding.UTF8.GetString(record.ToArray()).Split('\n')
                .Where(l => l.Contains("\"do\":", StringComparison.Ordinal)),
        ];
    }

    // What was done to which file, without numbers of processes and names that chance gives.
    private string[] Seen(string script, bool withoutSandbox, WitnessTracer tracer)
    {
        string root = withoutSandbox ? _tree.Folder + "/" : "/build/tree/";
        List<string> seen = [];
        foreach (string line in Events(script, withoutSandbox, tracer))
        {
            JsonElement e = JsonDocument.Parse(line).RootElement;
            string kind = e.GetProperty("do").GetString()!;
            string path = e.TryGetProperty("path", out JsonElement p) ? p.GetString()! : "";
            string to = e.TryGetProperty("to", out JsonElement t) ? " " + t.GetString() : "";
            string words = e.TryGetProperty("argv", out JsonElement a)
                ? " " + string.Join(' ', a.EnumerateArray().Select(w => w.GetString())) : "";
            if (kind is not ("start" or "exit" or "pipe")
                && !$"{path}{words}".Contains("/tmp/cc", StringComparison.Ordinal))
            {
                seen.Add($"{kind} {path}{to}{words}".Replace(root, "", StringComparison.Ordinal));
            }
        }

        return [.. seen.Order(StringComparer.Ordinal)];
    }

    private void Reset()
    {
        foreach (string name in (string[])["out", "short", "second", "log", "deep/z.h"])
        {
            string path = Path.Combine(_tree.Folder, name);
            if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }
}
