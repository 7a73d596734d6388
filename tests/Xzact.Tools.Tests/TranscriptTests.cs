using System.Collections.Concurrent;

namespace Xzact.Tools.Tests;

/// <summary>
/// Runs the golden transcripts. XZACT_XZ=/path/to/xz: all of them on that build of the program, the native one say;
/// without it a sample on the build of the tests, which starts slowly. XZACT_REFERENCE_XZ=/path/to/xz: on the real xz,
/// to prove the expectations. XZACT_UPDATE_SNAPSHOTS=1: what comes out is what is expected from now on.
/// </summary>
public sealed class TranscriptTests
{
    private const int FewestCases = 350;
    private const int SampleOneIn = 50;
    private const double LeastProven = 0.95;

    private static readonly string? s_reference = Environment.GetEnvironmentVariable("XZACT_REFERENCE_XZ");

    private static readonly bool s_updates = Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1";

    private static readonly bool s_runsAll = s_reference is { Length: > 0 }
        || Environment.GetEnvironmentVariable("XZACT_XZ") is { Length: > 0 };

    private static readonly Lazy<string> s_referenceVersion = new(() =>
    {
        using var place = new CommandPlace(s_reference);
        return place.Run(s_reference!, "--version").Output.Split('\n')[0].Split(' ')[^1];
    });

    public static TheoryData<string> Topics() => [.. Transcript.All.Values.Select(each => each.Topic).Distinct()];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Scripts_see_what_the_transcripts_say(string topic)
    {
        Transcript[] cases = [.. Transcript.All.Values.Where(each => each.Topic == topic)];
        Transcript[] run = s_runsAll
            ? [.. cases.Where(each => s_reference is null || each.Proven.Contains(s_referenceVersion.Value))]
            : [.. cases.Where((_, number) => number % SampleOneIn == 0)];
        var results = new ConcurrentDictionary<string, CommandResult>();
        Parallel.ForEach(
            run,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            each => results[each.Name] = each.Run(s_reference ?? CommandPlace.ProgramUnderTest));
        if (s_updates)
        {
            Transcript.Accept(topic, results);
            return;
        }

        Assert.All(run, each => Assert.Equal((each.Name, each.Expected), (each.Name, results[each.Name])));
    }

    [Fact]
    public void Nearly_all_transcripts_are_proven_against_the_release_whose_interface_this_is()
    {
        // Rows with an X are what XZ Utils does not have.
        Transcript[] rows = [.. Transcript.All.Values.Where(each => each.Row[0] == 'T')];
        int count = rows.Length;
        int proven = rows.Count(each => each.Proven.Contains("5.8.3"));
        Assert.True(count >= FewestCases, $"Only {count} transcripts.");
        Assert.True(proven >= LeastProven * count, $"Only {proven} of {count} transcripts are proven.");
    }
}
