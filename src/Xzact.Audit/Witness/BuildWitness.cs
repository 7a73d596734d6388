using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Indicators;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Witness;

/// <summary>Runs a build under strace, in the sandbox or, where the user asks for that, without one.</summary>
internal static class BuildWitness
{
    private const string SandboxRoot = "/build";

    // Programs that the first process is before it is the command: sh, unshare, setpriv, prlimit and env, or sh alone.
    private const int SandboxPrologue = 5;
    private const int PlainPrologue = 1;

    private static readonly Dictionary<string, string> s_environment = new() { ["LC_ALL"] = "C", ["TZ"] = "UTC" };

    /// <summary>Runs it and returns what was seen.</summary>
    /// <exception cref="SandboxException">strace or the sandbox cannot be had; nothing was run.</exception>
    /// <exception cref="AuditInputException">There is nothing to build, the tree holds a file with a published
    /// indicator, or the command does not start; nothing of the tree was run.</exception>
    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public static BuildRecord Watch(WitnessRequest request)
    {
        StraceProgram strace = StraceProgram.Find();
        BuildTree tree = BuildTree.Read(request.Folder, IndicatorList.Shipped, request.Limits);
        if (tree.Malicious is { } hit)
        {
            throw new AuditInputException(
                $"nothing was run: {hit.Path} is known malicious ({hit.Indicator.Advisory})");
        }

        return request.WithoutSandbox ? WatchPlain(request, strace, tree) : WatchInside(request, strace, tree);
    }

    private static BuildRecord WatchInside(WitnessRequest request, StraceProgram strace, BuildTree tree)
    {
        SandboxLimits limits = SandboxLimits.Default with
        {
            Seconds = (int)request.TimeLimit.TotalSeconds,
            ProcessorSeconds = (int)request.TimeLimit.TotalSeconds,
            Processes = 1024,
            ProcessBytes = 8L << 30,
        };
        SandboxSelfTest.Run(
            limits with { Seconds = Math.Min(limits.Seconds, 60) }, SandboxRunner.Run, request.AllowNetwork);
        StraceReader reader = new();
        TraceRecorder recorder = new(SandboxRoot, SandboxPrologue, request.Limits);
        Dictionary<string, string> environment = new(s_environment);
        foreach ((string name, string value) in request.Environment)
        {
            environment[name] = value;
        }

        SandboxResult result = SandboxRunner.Run(new(request.Command)
        {
            Limits = limits,
            Environment = environment,
            WriteInput = tree.Write,
            BuildsInput = true,
            AllowNetwork = request.AllowNetwork,
            Tracer = strace.Words,
            ReadTrace = line => Take(line, reader, recorder),
            Printed = request.Printed,
            Cancellation = request.Cancellation,
        });
        string? trouble = result.Ending switch
        {
            SandboxEnding.OverTime => $"the build was ended after {limits.Seconds} seconds",
            SandboxEnding.OverMemory => $"the build was ended: it took more than {limits.MemoryBytes >> 20} MiB",
            SandboxEnding.Lost => "the sandbox ended without saying how",
            _ => null,
        };
        return Finish(
            new(request.Command, SandboxRoot, strace.Name, Sandboxed: true, request.AllowNetwork), tree, reader,
            recorder, trouble, result.Log);
    }

    private static BuildRecord WatchPlain(WitnessRequest request, StraceProgram strace, BuildTree tree)
    {
        ProcessStartInfo start = new(SandboxTools.Find("sh")!)
        {
            WorkingDirectory = Path.GetFullPath(request.Folder),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in (IEnumerable<string>)
            ["-c", EmbeddedText.Read("Witness/witness.sh"), "witness", string.Join(' ', strace.Words),
             .. request.Command])
        {
            start.ArgumentList.Add(word);
        }

        foreach ((string name, string value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        bool isOver = false;
        using CancellationTokenSource time = new(request.TimeLimit);
        using CancellationTokenRegistration over = time.Token.Register(() =>
        {
            isOver = true;
            process.Kill(entireProcessTree: true);
        });
        using CancellationTokenRegistration cancelled =
            request.Cancellation.Register(() => process.Kill(entireProcessTree: true));
        StringBuilder log = new();
        Task printed = Task.Run(() => Print(process.StandardError, request.Printed, log));
        StraceReader reader = new();
        TraceRecorder? recorder = null;
        string root = "";
        using TraceStream output = new(process.StandardOutput.BaseStream);
        bool ended = false;
        while (output.ReadLine(out ReadOnlySpan<byte> line))
        {
            if (recorder is null)
            {
                root = Encoding.UTF8.GetString(line["root ".Length..]);
                recorder = new(root, PlainPrologue, request.Limits);
            }
            else if (line.StartsWith("exit "u8))
            {
                ended = true;
            }
            else
            {
                Take(line, reader, recorder);
            }
        }

        process.WaitForExit();
        printed.Wait(TimeSpan.FromSeconds(5));
        request.Cancellation.ThrowIfCancellationRequested();
        string? trouble = isOver
            ? string.Create(
                CultureInfo.InvariantCulture, $"the build was ended after {request.TimeLimit.TotalSeconds:0} seconds")
            : ended ? null : "the tracer ended without saying how";
        return Finish(
            new(request.Command, root, strace.Name, Sandboxed: false, Network: true), tree, reader,
            recorder ?? throw new SandboxException("the tracer does not start"), trouble, log.ToString());
    }

    private static void Take(ReadOnlySpan<byte> line, StraceReader reader, TraceRecorder recorder)
    {
        if (reader.Read(line) is StraceCall call)
        {
            recorder.Add(call);
        }
    }

    private static BuildRecord Finish(
        BuildHeader header, BuildTree tree, StraceReader reader, TraceRecorder recorder, string? trouble, string log)
    {
        if (!recorder.Started)
        {
            string said = log.Trim().Split('\n')[^1];
            throw new AuditInputException(
                trouble ?? $"the command does not start{(said.Length > 0 ? $": {said}" : "")}");
        }

        trouble ??= recorder.ExitCode is null ? "the tracer ended before the build did" : null;
        return new(
            header, tree.Files, recorder.Events,
            new(recorder.ExitCode, reader.Calls, reader.Unread, recorder.Lost) { Trouble = trouble });
    }

    private static void Print(StreamReader reader, Action<string>? printed, StringBuilder log)
    {
        const int MaxLine = 4096;
        const int MaxLog = 8192;
        while (BoundedLine.Read(reader, MaxLine) is string line)
        {
            printed?.Invoke(line);
            log.Append(line).Append('\n');
            if (log.Length > 2 * MaxLog)
            {
                log.Remove(0, log.Length - MaxLog);
            }
        }
    }
}
