using System.Text;
using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Options;

namespace Xzact.Tools.Messages;

/// <summary>Messages on standard error, and the exit status that follows from them.</summary>
/// <param name="program">The name the program was called by; stands before each message.</param>
internal sealed class Reporter(string program)
{
    /// <summary>Everything was done.</summary>
    public const int Success = 0;

    /// <summary>Something failed.</summary>
    public const int Failure = 1;

    /// <summary>Something deserves attention, nothing failed.</summary>
    public const int Attention = 2;

    private int _outputError;

    /// <summary>The name the program was called by.</summary>
    public string Program { get; } = program;

    /// <summary>Called before each message, so that a line under way is ended first.</summary>
    public Action? BeforeMessage { get; set; }

    public Verbosity Verbosity { get; private set; } = Verbosity.Warnings;

    /// <summary>The exit status so far; it only gets worse, and a failure is worse than a warning.</summary>
    public int ExitStatus { get; private set; }

    public void BeQuieter() => Verbosity = (Verbosity)Math.Max((int)Verbosity - 1, (int)Verbosity.Silent);

    public void BeLouder() => Verbosity = (Verbosity)Math.Min((int)Verbosity + 1, (int)Verbosity.Debug);

    /// <summary>Says that something failed.</summary>
    public void Error(string message) => Error([message]);

    /// <summary>Says why a file was skipped.</summary>
    public void Skipped(SkippedException reason)
    {
        string[] lines = reason.Message.Split('\n');
        if (reason.IsWarning)
        {
            Warning(lines);
        }
        else
        {
            Error(lines);
        }
    }

    /// <summary>Says that something deserves attention.</summary>
    public void Warning(string message) => Warning([message]);

    /// <summary>Says something that leaves the exit status alone.</summary>
    /// <param name="level">From which verbosity on.</param>
    /// <param name="messages">What; before several, a line under way is ended once.</param>
    public void Say(Verbosity level, params string[] messages)
    {
        if (Verbosity < level)
        {
            return;
        }

        BeforeMessage?.Invoke();
        foreach (string message in messages)
        {
            SayPlainly($"{Program}: {message}\n");
        }
    }

    /// <summary>Says what is wrong with the command line.</summary>
    public void Usage(UsageException usage)
    {
        ExitStatus = Failure;
        foreach (string line in usage.Lines)
        {
            // What the C library says about options it says whatever the verbosity.
            if (usage.PointsToHelp)
            {
                SayPlainly($"{Program}: {line}\n");
            }
            else
            {
                Say(Verbosity.Errors, line);
            }
        }

        if (usage.PointsToHelp)
        {
            PointToHelp();
        }
    }

    /// <summary>Points to --help.</summary>
    public void PointToHelp() => Say(Verbosity.Warnings, $"Try '{Program} --help' for more information.");

    /// <summary>Writes to standard error as it is.</summary>
    public void SayPlainly(string text)
    {
        // Where standard error does not work there is nobody left to tell; the status does.
        if (StandardStreams.Error(Posix.StandardError) < 0
            || Posix.WriteAll(Posix.StandardError, Encoding.Latin1.GetBytes(text)) < 0)
        {
            ExitStatus = Failure;
        }
    }

    /// <summary>Writes part of a report (help, version, list); <see cref="EndReport"/> says if that failed.</summary>
    public void Print(string text)
    {
        if (_outputError < 0)
        {
            return;
        }

        int error = StandardStreams.Error(Posix.StandardOutput);
        error = error < 0 ? error : Posix.WriteAll(Posix.StandardOutput, Encoding.Latin1.GetBytes(text));
        _outputError = Math.Min(error, 0);
    }

    /// <summary>Ends a report: says that it could not be written, unless something else failed anyway.</summary>
    /// <returns>The exit status.</returns>
    public int EndReport()
    {
        if (_outputError < 0 && ExitStatus != Failure)
        {
            Error(OutputFailure(_outputError));
        }

        return ExitStatus;
    }

    /// <summary>What is said where standard output takes no more.</summary>
    /// <param name="error">A result of the system below zero.</param>
    public static string OutputFailure(int error) => $"Writing to standard output failed: {Posix.Describe(error)}";

    private void Error(string[] messages)
    {
        ExitStatus = Failure;
        Say(Verbosity.Errors, messages);
    }

    private void Warning(string[] messages)
    {
        if (ExitStatus == Success)
        {
            ExitStatus = Attention;
        }

        Say(Verbosity.Warnings, messages);
    }
}
