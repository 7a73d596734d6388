using System.Diagnostics;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>
/// One running git program with a time limit. It is killed when the limit passes and on <see cref="Dispose"/>.
/// </summary>
internal sealed class GitProcess : IDisposable
{
    private const int MaxErrorLength = 4096;

    private readonly Process _process;
    private readonly string _command;
    private readonly TimeSpan _timeLimit;
    private readonly Timer _watchdog;
    private readonly StringBuilder _errors = new();
    private volatile bool _timedOut;

    internal GitProcess(ProcessStartInfo start, string command, TimeSpan timeLimit)
    {
        _timeLimit = timeLimit;
        _command = command;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            throw new GitException(
                GitFailure.GitMissing, $"{start.FileName} does not start: {exception.Message}", exception);
        }

        Input = _process.StandardInput.BaseStream;
        Output = new BufferedStream(_process.StandardOutput.BaseStream, 64 * 1024);
        _process.ErrorDataReceived += (_, line) => KeepError(line.Data);
        _process.BeginErrorReadLine();
        _watchdog = new Timer(_ => Expire(), null, timeLimit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What git reads.</summary>
    internal Stream Input { get; }

    /// <summary>What git prints. It ends early if the time limit passes; <see cref="Failure"/> then says so.</summary>
    internal Stream Output { get; }

    /// <summary>Starts the time limit anew: for a program that answers many requests.</summary>
    internal void RestartClock() => _watchdog.Change(_timeLimit, Timeout.InfiniteTimeSpan);

    /// <summary>Stops the time limit: for a program that waits for the next request.</summary>
    internal void StopClock() => _watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    internal void CloseInput()
    {
        try
        {
            Input.Close();
        }
        catch (IOException)
        {
            // git ended before it read everything; its exit code says why
        }
    }

    /// <summary>Reads everything that git prints.</summary>
    /// <exception cref="GitException">It is more than <paramref name="maxBytes"/>.</exception>
    internal byte[] ReadToEnd(int maxBytes)
    {
        using var output = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        for (int read; (read = Output.Read(buffer)) > 0;)
        {
            if (output.Length + read > maxBytes)
            {
                throw new GitException(GitFailure.OverLimit, $"{_command} printed more than {maxBytes} bytes.");
            }

            output.Write(buffer, 0, read);
        }

        return output.ToArray();
    }

    /// <summary>Waits for the end, after the output was read.</summary>
    /// <param name="alsoAllowed">An exit code besides 0 that is no failure.</param>
    /// <exception cref="GitException">The exit code is another one, or the time limit passed.</exception>
    internal void ThrowIfFailed(int alsoAllowed = 0)
    {
        WaitForExit();
        if (_timedOut || (_process.ExitCode != 0 && _process.ExitCode != alsoAllowed))
        {
            throw Failure(GitFailure.Failed, $"{_command} failed");
        }
    }

    /// <summary>The exception for an answer that did not come: the time limit, or what git said.</summary>
    internal GitException Failure(GitFailure failure, string what)
    {
        Kill(); // the rest of its messages arrives with its end
        if (_timedOut)
        {
            return new GitException(
                GitFailure.OverLimit, $"{what}: {_command} took longer than {_timeLimit.TotalSeconds:0.#} seconds.");
        }

        lock (_errors)
        {
            return new GitException(failure, $"{what}: {(_errors.Length > 0 ? _errors : "git gave no reason")}");
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        Kill();
        CloseInput();
        Output.Dispose();
        _process.Dispose();
    }

    private void WaitForExit()
    {
        if (!_process.WaitForExit(_timeLimit))
        {
            Expire();
        }

        _process.WaitForExit();
    }

    private void Expire()
    {
        _timedOut = true;
        KillNow();
    }

    // A program that has closed its output is about to end by itself; give it a moment to say why.
    private void Kill()
    {
        CloseInput();
        if (!_process.WaitForExit(TimeSpan.FromMilliseconds(_timedOut ? 0 : 200)))
        {
            KillNow();
        }

        _process.WaitForExit();
    }

    private void KillNow()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it ended by itself
        }
    }

    private void KeepError(string? line)
    {
        lock (_errors)
        {
            if (line is not null && _errors.Length + line.Length < MaxErrorLength)
            {
                _errors.Append(_errors.Length > 0 ? "; " : "").Append(line);
            }
        }
    }
}
