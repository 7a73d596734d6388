using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tool;

/// <summary>One report that was asked for.</summary>
/// <param name="Format">Its form.</param>
/// <param name="File">Where it goes; null for standard output.</param>
internal sealed record ReportDestination(ReportFormat Format, string? File);

/// <summary>What becomes of a case: the reports, and the exit code. Read once from the command line.</summary>
/// <param name="Destinations">The reports, in the order in which they are written.</param>
/// <param name="FailOn">The lowest severity that fails; null for none.</param>
/// <param name="Strict">Whether an incomplete examination wins over findings.</param>
/// <param name="Color">Whether text on standard output is coloured.</param>
internal sealed record ReportPlan(
    IReadOnlyList<ReportDestination> Destinations, Severity? FailOn, bool Strict, bool Color)
{
    /// <summary>Another file that is written beside the reports, or null.</summary>
    public string? LedgerFile { get; init; }

    /// <summary>Whether standard output says in words what standard error would repeat.</summary>
    public bool ShowsText => Destinations.Any(d => d is { Format: ReportFormat.Text, File: null });

    /// <summary>Refuses, before anything is examined, outputs that would destroy an input or one another, and those
    /// whose folder is not there.</summary>
    /// <param name="inputs">Files that are examined.</param>
    /// <exception cref="OutputException">A report cannot be written as asked.</exception>
    public void Check(params IEnumerable<string> inputs)
    {
        HashSet<string> examined = [.. inputs.Select(OutputFile.Target)];
        HashSet<string> written = new(StringComparer.Ordinal);
        foreach (string file in Destinations.Select(d => d.File).Append(LedgerFile).OfType<string>())
        {
            string target = OutputFile.Target(file);
            if (examined.Contains(target))
            {
                throw new OutputException($"{file}: the report would replace the file that is examined");
            }

            if (!written.Add(target))
            {
                throw new OutputException($"{file}: two reports would be written to this file");
            }

            if (!Directory.Exists(Path.GetDirectoryName(target)))
            {
                throw OutputException.Of(file, new DirectoryNotFoundException());
            }
        }
    }

    /// <summary>The end of a command that takes settings: applies them, says what could not be examined, writes every
    /// report and returns the exit code of the case.</summary>
    /// <exception cref="OutputException">A report cannot be written.</exception>
    public int Finish(CaseReport report, UserSettings settings, ToolConsole console) =>
        Finish(settings.Apply(report), console);

    /// <summary>The same of a command without settings, or after they were applied.</summary>
    /// <exception cref="OutputException">A report cannot be written.</exception>
    public int Finish(CaseReport report, ToolConsole console)
    {
        if (!ShowsText)
        {
            XzactCommand.ComplainOfGaps(report, console);
        }

        return Write(report, console);
    }

    /// <summary>Writes every report and returns the exit code of the case.</summary>
    /// <exception cref="OutputException">A report cannot be written.</exception>
    private int Write(CaseReport report, ToolConsole console)
    {
        foreach (ReportDestination destination in Destinations)
        {
            if (destination.File is string file)
            {
                WriteFile(report, destination.Format, file);
            }
            else
            {
                ReportWriters.Create(destination.Format, new(ToolVersion.Current, Color)).Write(report, console.Out);
            }
        }

        return ExitCodes.Of(report, FailOn, Strict);
    }

    /// <summary>Writes one report to a file, replacing it once the report is whole.</summary>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void WriteFile(CaseReport report, ReportFormat format, string file) => OutputFile.WriteText(
        file, writer => ReportWriters.Create(format, new(ToolVersion.Current)).Write(report, writer));
}
