using System.Diagnostics;
using System.Globalization;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Indicators;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Witness;

/// <summary>Runs a build under strace, in the sandbox or, where the user asks for that, without one.</summary>
internal static class BuildWitness
{
    private const string SandboxRoot = "/build/tree";

    // Programs that the first process is before it is the command: sh, unshare, setpriv, prlimit and env, or sh alone.
    private const int SandboxPrologue = 5;
    private const int PlainPrologue = 1;

    private static readonly Dictionary<string, string> s_environment = new() { ["LC_ALL"] = "C", ["TZ"] = "UTC" };

    /// <summary>Runs it and returns what was seen.</summary>
    /// <exception cref="SandboxException">The build cannot be watched, or the sandbox cannot be had; nothing of the
    /// tree was run.</exception>
    /// <exception cref="AuditInputException">There is nothing to build, the tree holds a file with a published
    /// indicator, or the command does not start; nothing of the tree was run.</exception>
    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public static BuildRecord Watch(WitnessRequest request)
    {
        using BuildTracer tracer = TracerOf(request);
        BuildTree tree = BuildTree.Read(request.Folder, IndicatorList.Shipped, request.Limits);
        if (tree.Malicious is { } hit)
        {
            throw new AuditInputException(
                $"nothing was run: {hit.Path} is known malicious ({hit.Indicator.Advisory})");
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation);
        Ending ending;
        try
        {
            ending = request.WithoutSandbox ? RunPlain(request, tracer, stop) : RunInside(request, tracer, tree, stop);
        }
        catch (OperationCanceledException e) when (tracer.Trouble is not null)
        {
            throw new SandboxException(tracer.Trouble, e);
        }

        tracer.Finish();
        return Finish(request, tracer, tree, ending);
    }

    private static BuildTracer TracerOf(WitnessRequest request)
    {
        if (request.Tracer == WitnessTracer.Kernel)
        {
            return OperatingSystem.IsLinux()
                ? new KernelTracer(request.Limits)
                : throw new SandboxException("a build is watched by the kernel, which must be Linux");
        }

        // strace is told the tree's real path, links followed.
        return new StraceTracer(
            StraceProgram.Find(), request.WithoutSandbox ? RealPath(request.Folder) : SandboxRoot,
            request.WithoutSandbox ? PlainPrologue : SandboxPrologue, request.Limits);
    }

    private static string RealPath(string folder)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/pwd", ["-P"])
        {
            WorkingDirectory = Path.GetFullPath(folder),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        string path = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return path.EndsWith('\n') ? path[..^1] : Path.GetFullPath(folder);
    }

    private static Ending RunInside(
        WitnessRequest request, BuildTracer tracer, BuildTree tree, CancellationTokenSource stop)
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
        Dictionary<string, string> environment = new(s_environment);
        foreach ((string name, string value) in request.Environment)
        {
            environment[name] = value;
        }

        LastLines last = new();
        SandboxResult result = SandboxRunner.Run(new(tracer.Wrap(request.Command))
        {
            Limits = limits,
            Environment = environment,
            WriteInput = tree.Write,
            BuildsInput = true,
            AllowNetwork = request.AllowNetwork,
            Tracer = tracer.Words,
            ReadTrace = tracer.Words.Count > 0 ? tracer.Take : null,
            Printed = line => Tell(line, tracer, request, last, stop),
            Cancellation = stop.Token,
        });
        string? trouble = result.Ending switch
        {
            SandboxEnding.OverTime => $"the build was ended after {limits.Seconds} seconds",
            SandboxEnding.OverMemory => $"the build was ended: it took more than {limits.MemoryBytes >> 20} MiB",
            SandboxEnding.Lost => "the sandbox ended without saying how",
            _ => null,
        };
        return new(trouble is null ? result.ExitCode : null, trouble, last.Lines);
    }

    private static Ending RunPlain(WitnessRequest request, BuildTracer tracer, CancellationTokenSource stop)
    {
        IReadOnlyList<string> words = tracer.Words.Count == 0 ? tracer.Wrap(request.Command)
            : [
                SandboxTools.Find("sh")!, "-c", EmbeddedText.Read("Witness/witness.sh"), "witness",
                string.Join(' ', tracer.Words), .. request.Command,
            ];
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            WorkingDirectory = Path.GetFullPath(request.Folder),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
            stop.Token.Register(() => process.Kill(entireProcessTree: true));
        LastLines last = new();
        Task printed = Task.Run(() => Print(process.StandardError, line => Tell(line, tracer, request, last, stop)));
        int? code = null;
        using TraceStream output = new(process.StandardOutput.BaseStream);
        while (output.ReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.StartsWith("exit "u8))
            {
                code = int.TryParse(line["exit "u8.Length..], CultureInfo.InvariantCulture, out int said) ? said : null;
            }
            else
            {
                tracer.Take(line);
            }
        }

        process.WaitForExit();
        printed.Wait(TimeSpan.FromSeconds(5));
        stop.Token.ThrowIfCancellationRequested();
        code = tracer.Words.Count == 0 ? process.ExitCode : code;
        string? trouble = isOver
            ? string.Create(
                CultureInfo.InvariantCulture, $"the build was ended after {request.TimeLimit.TotalSeconds:0} seconds")
            : code is null ? "the tracer ended without saying how" : null;
        return new(isOver ? null : code, trouble, last.Lines);
    }

    private static void Tell(
        string line, BuildTracer tracer, WitnessRequest request, LastLines last, CancellationTokenSource stop)
    {
        if (tracer.TakePrinted(line))
        {
            if (tracer.Trouble is not null)
            {
                stop.Cancel();
            }

            return;
        }

        last.Add(line);
        request.Printed?.Invoke(line);
    }

    private static BuildRecord Finish(WitnessRequest request, BuildTracer tracer, BuildTree tree, Ending ending)
    {
        if (tracer.Recorder is not { Started: true } recorder)
        {
            string said = ending.Said.LastOrDefault(line => line.Trim().Length > 0) ?? "";
            throw new AuditInputException(
                ending.Trouble ?? $"the command does not start{(said.Length > 0 ? $": {said}" : "")}");
        }

        string? trouble = ending.Trouble
            ?? (recorder.ExitCode is null && tracer.Words.Count > 0 ? "the tracer ended before the build did" : null);
        BuildHeader header = new(
            request.Command, recorder.Root, tracer.Name, !request.WithoutSandbox,
            request.WithoutSandbox || request.AllowNetwork);
        int? code = recorder.ExitCode ?? ending.Code;
        BuildEnd end = new(code, tracer.Calls, tracer.Unread, recorder.Lost)
        {
            Trouble = trouble,
            Said = code is 0 && trouble is null ? [] : ending.Said,
        };
        return new(header, tree.Files, tracer.Events, end);
    }

    private static void Print(StreamReader reader, Action<string> printed)
    {
        const int MaxLine = 4096;
        while (BoundedLine.Read(reader, MaxLine) is string line)
        {
            printed(line);
        }
    }

    private sealed record Ending(int? Code, string? Trouble, IReadOnlyList<string> Said);
}
