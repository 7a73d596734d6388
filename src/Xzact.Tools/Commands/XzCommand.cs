using Xzact.Tools.Coding;
using Xzact.Tools.Extras;
using Xzact.Tools.Files;
using Xzact.Tools.Filters;
using Xzact.Tools.Interop;
using Xzact.Tools.Listing;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Commands;

/// <summary>xz, and what it is called unxz, xzcat, lzma, unlzma and lzcat for.</summary>
internal static class XzCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="name">The name it was called by.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string name, string[] arguments)
    {
        var context = new OptionContext(new Settings(), new Reporter(name));
        Settings settings = context.Settings;
        CompressionPlan? plan = null;
        IReadOnlyList<ChosenFilter>? rawChain = null;
        IReadOnlyList<string> operands;
        try
        {
            operands = CommandLine.Read(arguments, context);
            if (context.ExitStatus is { } status)
            {
                return status;
            }

            if (settings.Mode == OperationMode.Compress)
            {
                plan = CompressionPlanner.Plan(settings, context.Reporter);
            }
            else if (settings.Format == FileFormat.Raw
                && settings.Mode is OperationMode.Decompress or OperationMode.Test)
            {
                rawChain = CompressionPlanner.RawChain(settings, context.Reporter);
            }

            if (settings.Robot && settings.Mode != OperationMode.List)
            {
                throw new UsageException("Compression and decompression with --robot are not supported yet.");
            }
        }
        catch (UsageException usage)
        {
            context.Reporter.Usage(usage);
            return Reporter.Failure;
        }

        Reporter reporter = context.Reporter;
        bool onlyStandard = operands is [SourceFile.StandardName] && settings.Names is null;
        if (plan is not null && (settings.Stdout || onlyStandard) && Posix.IsTerminal(Posix.StandardOutput))
        {
            reporter.Error(TerminalCheck.OutputMessage);
            reporter.PointToHelp();
            return reporter.ExitStatus;
        }

        bool readsOneFile = operands.Count == 1 && settings.Names is null && !settings.Recursive;
        bool onlyStandards = settings.Names is null && operands.All(operand => operand == SourceFile.StandardName);
        bool writesFiles = !settings.WritesNoFile && settings.Mode != OperationMode.Bench && !onlyStandards;
        try
        {
            Sandbox.Enter(writesFiles, readsOneFile);
        }
        catch (SkippedException failure)
        {
            reporter.Skipped(failure);
            return reporter.ExitStatus;
        }

        Run(operands, settings, plan, rawChain, reporter);
        return reporter.ExitStatus == Reporter.Attention && settings.NoWarn ? Reporter.Success : reporter.ExitStatus;
    }

    private static void Run(
        IReadOnlyList<string> operands,
        Settings settings,
        CompressionPlan? plan,
        IReadOnlyList<ChosenFilter>? rawChain,
        Reporter reporter)
    {
        var all = new Operands(operands, settings, reporter);
        if (settings.Mode == OperationMode.Bench)
        {
            Benchmark.Run(operands, settings, reporter);
        }
        else if (settings.Mode is OperationMode.List or OperationMode.Map)
        {
            var lister = new FileLister(settings, reporter, all.Count);
            all.ForEach(lister.List);
            lister.End();
        }
        else
        {
            FileSizeLimit.Hold();
            using var processor = new FileProcessor(settings, plan, rawChain, reporter, all.Count);
            all.ForEach(processor.Process);
        }
    }
}
