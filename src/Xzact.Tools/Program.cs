using Xzact.Tools.Coding;
using Xzact.Tools.Files;
using Xzact.Tools.Interop;
using Xzact.Tools.Listing;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools;

internal static class Program
{
    private static int Main(string[] given)
    {
        StandardStreams.Prepare();
        Signals.RestoreDefaults();
        (string name, string[] arguments) = OsString.CommandLine(given);
        var context = new OptionContext(new Settings(), new Reporter(name));
        IReadOnlyList<string> operands;
        try
        {
            operands = CommandLine.Read(arguments, context);
        }
        catch (UsageException usage)
        {
            context.Reporter.Usage(usage);
            return Reporter.Failure;
        }

        return context.ExitStatus ?? Run(operands, context.Settings, context.Reporter);
    }

    private static int Run(IReadOnlyList<string> operands, Settings settings, Reporter reporter)
    {
        bool onlyStandard = operands is [SourceFile.StandardName];
        if (settings.Mode == OperationMode.Compress && (settings.Stdout || onlyStandard)
            && Posix.IsTerminal(Posix.StandardOutput))
        {
            reporter.Error(TerminalCheck.OutputMessage);
            reporter.PointToHelp();
            return reporter.ExitStatus;
        }

        if (settings.Mode == OperationMode.List)
        {
            var lister = new FileLister(settings, reporter, operands.Count);
            ForEach(operands, lister.List, reporter);
            lister.End();
        }
        else
        {
            using var processor = new FileProcessor(settings, reporter);
            ForEach(operands, processor.Process, reporter);
        }

        return reporter.ExitStatus == Reporter.Attention && settings.NoWarn ? Reporter.Success : reporter.ExitStatus;
    }

    /// <summary>Does the same with each operand; one that fails does not keep the others from it.</summary>
    private static void ForEach(IReadOnlyList<string> operands, Action<string> action, Reporter reporter)
    {
        foreach (string operand in operands)
        {
            try
            {
                if (operand.Length == 0)
                {
                    reporter.Error("Empty filename, skipping");
                }
                else
                {
                    action(operand);
                }
            }
            catch (SkippedException reason)
            {
                reporter.Skipped(reason);
            }
            catch (OutOfMemoryException)
            {
                reporter.Error($"{Printable.Mask(operand)}: Cannot allocate memory");
            }
        }
    }
}
