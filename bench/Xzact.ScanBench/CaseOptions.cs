using System.CommandLine;
using Xzact.Attacks;

namespace Xzact.ScanBench;

/// <summary>The options that say which cases are meant.</summary>
internal sealed class CaseOptions
{
    private readonly Option<long?> _seed = new("--seed") { Description = "The seed, as a number." };

    private readonly Option<string?> _commit = new("--seed-of")
    {
        Description = "The seed is made of this commit id, whole, as git rev-parse prints it.",
    };

    private readonly Option<bool> _randomWords = new("--random-words")
    {
        Description = "Random words in the place of the constant sentence.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_seed);
        command.Options.Add(_commit);
        command.Options.Add(_randomWords);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_seed) is null == result.GetValue(_commit) is null)
                result.AddError("Either --seed or --seed-of is needed.");
        });
    }

    /// <summary>The commit id that the seed is of; empty if there is none.</summary>
    public string CommitOf(ParseResult arguments) => arguments.GetValue(_commit) ?? "";

    public long SeedOf(ParseResult arguments) =>
        arguments.GetValue(_seed) ?? AttackGenerator.SeedOf(arguments.GetRequiredValue(_commit)!);

    public bool HasRandomWords(ParseResult arguments) => arguments.GetValue(_randomWords);

    public AttackGenerator Generator(ParseResult arguments)
    {
        long seed = SeedOf(arguments);
        return new(seed, HasRandomWords(arguments) ? InertContent.RandomWords(seed) : InertContent.Constant);
    }
}
