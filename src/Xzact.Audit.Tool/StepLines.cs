using Xzact.Audit.Reports;

namespace Xzact.Audit.Tool;

/// <summary>A line for each step of a regeneration, where standard error is no terminal: what takes minutes says
/// what it is at.</summary>
internal sealed class StepLines(TextWriter error) : IProgress<string>
{
    // The names are the script's, but the tag's own programs can print what looks like one.
    private const int MaxSteps = 16;
    private const int MaxName = 40;

    private string _step = "";
    private int _count;

    /// <summary>Takes what is being done, "step: what it printed" or a sentence without a colon.</summary>
    public void Report(string value)
    {
        string step = value.Split(':')[0];
        if (step.Length is > 0 and <= MaxName && step != _step && _count < MaxSteps)
        {
            (_step, _count) = (step, _count + 1);
            error.WriteLine($"xzact: regenerating: {Sanitizer.Clean(step)}");
            error.Flush();
        }
    }
}
