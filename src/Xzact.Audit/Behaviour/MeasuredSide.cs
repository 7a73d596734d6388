using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Behaviour;

/// <summary>One side while it is measured: its command, its names, its environment.</summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="command">The command.</param>
/// <param name="request">What was asked for.</param>
internal sealed class MeasuredSide(string name, BehaviourCommand command, BehaviourRequest request)
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>The command.</summary>
    public BehaviourCommand Command { get; } = command;

    /// <summary>Names that both sides share.</summary>
    public ObjectNames Names { get; } = new(command);

    /// <summary>All variables: PATH and the command's own. The caller's environment is not handed on.</summary>
    public IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string>? more = null)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["PATH"] = SandboxTools.SearchPath };
        foreach ((string variable, string value) in Command.Variables.Concat(more ?? new Dictionary<string, string>()))
        {
            all[variable] = value;
        }

        return all;
    }

    /// <summary>Runs it behind the words of a tool.</summary>
    /// <exception cref="MeasureException">It cannot be started, or its time was up.</exception>
    public MeasuredRun Run(IEnumerable<string> tool, IReadOnlyDictionary<string, string>? more = null)
    {
        try
        {
            return MeasuredProcess.Run([.. tool, .. Command.Words], Environment(more), request);
        }
        catch (MeasureException e)
        {
            throw new MeasureException($"{Name}: {e.Message}");
        }
    }
}
