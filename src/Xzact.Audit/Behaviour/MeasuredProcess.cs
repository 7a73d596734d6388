using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Xzact.Audit.Behaviour;

/// <summary>What became of a run.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">SHA-256 of its standard output; null if something still holds it open.</param>
/// <param name="Errors">The end of what it wrote to standard error. Untrusted.</param>
internal sealed record MeasuredRun(int ExitCode, string? Output, string Errors);

/// <summary>Runs a program in an environment that is told, without input, for a limited time.</summary>
internal static class MeasuredProcess
{
    private const int MaxErrors = 4096;

    // errno on Unix: ENOENT, ENOEXEC, EACCES.
    private const int NotFound = 2;
    private const int NoProgram = 8;
    private const int NoPermission = 13;

    // A process that the program left behind may keep its outputs open for ever.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="MeasureException">It cannot be started, or its time was up.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static MeasuredRun Run(
        IReadOnlyList<string> words, IReadOnlyDictionary<string, string> variables, BehaviourRequest request)
    {
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Start(start);
        Task<string> output = Task.Run(() => Digest(process.StandardOutput.BaseStream));
        StringBuilder errors = new();
        Task reader = Task.Run(() => Keep(process.StandardError, errors));
        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation);
        limit.CancelAfter(request.RunTime);
        try
        {
            process.StandardInput.Close();
            process.WaitForExitAsync(limit.Token).WaitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            request.Cancellation.ThrowIfCancellationRequested();
            throw new MeasureException(
                $"{words[0]} took more than {request.RunTime.TotalSeconds:N0} s and was ended; --timeout gives more");
        }

        bool isWhole = Task.WaitAll([output, reader], s_patience);
        lock (errors)
        {
            return new(process.ExitCode, isWhole ? output.Result : null, errors.ToString());
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            // The runtime's own text names its types and folders.
            string why = (e as System.ComponentModel.Win32Exception)?.NativeErrorCode switch
            {
                NotFound => "there is no such program",
                NoPermission => "it may not be run, or is a folder",
                NoProgram => "it is no program for this machine",
                _ => FileFailure.Reason(e),
            };
            throw new MeasureException($"{start.FileName} cannot be started: {why}");
        }
    }

    private static string Digest(Stream output)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(output));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return "";
        }
    }

    private static void Keep(StreamReader errors, StringBuilder kept)
    {
        char[] buffer = new char[MaxErrors];
        try
        {
            for (int read; (read = errors.Read(buffer)) > 0;)
            {
                lock (kept)
                {
                    kept.Append(buffer, 0, read);
                    kept.Remove(0, Math.Max(0, kept.Length - MaxErrors));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // what was read before is kept
        }
    }
}
