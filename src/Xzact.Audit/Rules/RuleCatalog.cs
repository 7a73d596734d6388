using Xzact.Audit.Rules.D01;
using Xzact.Audit.Rules.D02;
using Xzact.Audit.Rules.D03;
using Xzact.Audit.Rules.D04;
using Xzact.Audit.Rules.D05;
using Xzact.Audit.Rules.D06;
using Xzact.Audit.Rules.D07;
using Xzact.Audit.Rules.D08;
using Xzact.Audit.Rules.D09;
using Xzact.Audit.Rules.D10;
using Xzact.Audit.Rules.D11;
using Xzact.Audit.Rules.D12;
using Xzact.Audit.Rules.D13;
using Xzact.Audit.Rules.D14;
using Xzact.Audit.Rules.D15;
using Xzact.Audit.Rules.D16;
using Xzact.Audit.Rules.D17;
using Xzact.Audit.Rules.D18;
using Xzact.Audit.Rules.D19;
using Xzact.Audit.Rules.D20;
using Xzact.Audit.Rules.D21;
using Xzact.Audit.Rules.D22;
using Xzact.Audit.Rules.D23;
using Xzact.Audit.Rules.D24;
using Xzact.Audit.Rules.D26;
using Xzact.Audit.Rules.D27;
using Xzact.Audit.Rules.D29;
using Xzact.Audit.Rules.D30;
using Xzact.Audit.Rules.D31;
using Xzact.Audit.Rules.D33;
using Xzact.Audit.Rules.D34;
using Xzact.Audit.Rules.D35;
using Xzact.Audit.Rules.D36;
using Xzact.Audit.Rules.D37;
using Xzact.Audit.Rules.D39;
using Xzact.Audit.Rules.D40;
using Xzact.Audit.Rules.D41;
using Xzact.Audit.Rules.D42;
using Xzact.Audit.Rules.D43;
using Xzact.Audit.Rules.D44;
using Xzact.Audit.Rules.D45;
using Xzact.Audit.Rules.D46;
using Xzact.Audit.Rules.D47;
using Xzact.Audit.Rules.D48;
using Xzact.Audit.Rules.D49;
using Xzact.Audit.Rules.D50;
using Xzact.Audit.Rules.D55;
using Xzact.Audit.Rules.D56;
using Xzact.Audit.Rules.D57;
using Xzact.Audit.Rules.D60;
using Xzact.Audit.Rules.D61;
using Xzact.Audit.Rules.D62;
using Xzact.Audit.Rules.D63;
using Xzact.Audit.Rules.D64;
using Xzact.Audit.Rules.D65;
using Xzact.Audit.Rules.D66;
using Xzact.Audit.Rules.D67;
using Xzact.Audit.Rules.D68;
using Xzact.Audit.Rules.D70;
using Xzact.Audit.Rules.D71;
using Xzact.Audit.Rules.D72;
using Xzact.Audit.Rules.D73;
using Xzact.Audit.Rules.D74;
using Xzact.Audit.Rules.D80;
using Xzact.Audit.Rules.D81;
using Xzact.Audit.Rules.D82;
using Xzact.Audit.Rules.D83;
using Xzact.Audit.Rules.D84;
using Xzact.Audit.Rules.D85;
using Xzact.Audit.Rules.D86;
using Xzact.Audit.Rules.D87;
using Xzact.Audit.Rules.D88;
using Xzact.Audit.Rules.D89;
using Xzact.Audit.Rules.D90;
using Xzact.Audit.Rules.D91;

namespace Xzact.Audit.Rules;

/// <summary>Every rule of this build. A new rule is one folder and one line here.</summary>
public static class RuleCatalog
{
    /// <summary>The detectors, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IFileRule> FileRules { get; } =
    [
        new NewBuildInputRule(),
        new ChangedFileRule(),
        new UnknownMacroRule(),
        new SerialRule(),
        new RegeneratedOtherwiseRule(),
        new SourceTreeSearchRule(),
        new DataToShellRule(),
        new CarriedDataRule(),
        new UnaskedCodeRule(),
    ];

    /// <summary>The detectors that judge the release as a whole, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IReleaseRule> ReleaseRules { get; } =
        [new RecentIgnoreRule(), new SignedUnexplainedRule(), new SignerRule(), new UntaggedVersionRule()];

    /// <summary>The detectors that judge the archive and its tag, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IArchiveRule> ArchiveRules { get; } =
        [new ExtractionRule(), new HiddenDataRule(), new TagRule(), new TwinArchiveRule(), new FallbackRule()];

    /// <summary>The identifiers of the rules that <see cref="Scan.ScanAudit"/> judges by, unordered.</summary>
    public static IReadOnlyList<string> StoryRuleIds =>
        [.. StoryRules.Select(rule => rule.Id), .. ScriptRules.Select(rule => rule.Id)];

    /// <summary>The detectors that judge what stands in build scripts of a scan, in the order of their identifiers.
    /// </summary>
    internal static IReadOnlyList<IScriptRule> ScriptRules { get; } =
        [new ConfigCommandRule(), new UnassignedEvalRule(), new BrokenProbeRule()];

    /// <summary>The detector that judges a project's list of opaque files, where one is given.</summary>
    internal static IManifestRule ManifestRule { get; } = new OpaqueListRule();

    /// <summary>The detectors that judge stories of a scan, of which D15 comes first: of equal matches the
    /// first names the finding.</summary>
    internal static IReadOnlyList<IStoryRule> StoryRules { get; } =
    [
        new TestDataInBuildRule(),
        new SearchedTreeRule(),
        new DataNamesProgramRule(),
        new DisguisedCopyRule(),
        new DataRunsRule(),
        new ByteMapRule(),
        new CarvingRule(),
        new DecodedIntoCodeRule(),
        new BuildFileEditedRule(),
        new HiddenFromDevelopersRule(),
        new ManyGatesRule(),
        new UnnamedFixtureRule(),
        new ValidUnderTransformRule(),
        new HiddenContentRule(),
        new FenceRule(),
    ];

    /// <summary>The detectors that judge what advisories say, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IExposureRule> ExposureRules { get; } =
        [new ListedPackageRule(), new CopiedLibraryRule()];

    /// <summary>The detectors that judge a build that was watched, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IBuildRule> BuildRules { get; } =
    [
        new ConfusableObjectRule(),
        new TestDataReadRule(),
        new DecodedInBuildRule(),
        new BuildFileChangedRule(),
        new UnmadeObjectRule(),
        new FedCompilerRule(),
        new UntrackedScriptRule(),
        new NetworkRule(),
        new OutsideWriteRule(),
        new TestWritesInstalledRule(),
        new HiddenProgramRule(),
        new TracerNoticedRule(),
        new ChangedBuildRule(),
    ];

    /// <summary>The detectors that judge a project's history, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IPeopleRule> PeopleRules { get; } =
    [
        new RewrittenFixtureRule(),
        new AuthorityChainRule(),
        new PressureRule(),
        new ReviewGoneRule(),
        new WeakenedCheckRule(),
        new OpaqueBeforeReleaseRule(),
        new NewReleaseKeyRule(),
        new ReleasesAloneRule(),
    ];

    /// <summary>The detectors that judge binaries, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IBinaryRule> BinaryRules { get; } =
    [
        new ResolverRule(),
        new DifferingBinariesRule(),
        new SignatureRule(),
        new DaemonLibraryRule(),
        new WritableCodeRule(),
        new OutOfPlaceRule(),
        new LoaderPathRule(),
        new ForeignNameRule(),
        new BrokenFileRule(),
    ];

    /// <summary>The detectors that judge what two commands did, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IBehaviourRule> BehaviourRules { get; } =
    [
        new EnvironmentCostRule(),
        new MoreInstructionsRule(),
        new NamelessCodeRule(),
        new NewCallsRule(),
        new NewMemoryErrorRule(),
        new SlowerRule(),
    ];

    /// <summary>The detectors that judge what joins the links, in the order of their identifiers.</summary>
    internal static IReadOnlyList<IChainRule> ChainRules { get; } =
        [new MeetingEvidenceRule(), new InstalledReleaseRule()];

    /// <summary>The rule about stories of several links.</summary>
    internal const string MeetingEvidence = "D90";

    /// <summary>The rule about the release in question on the machine.</summary>
    internal const string InstalledRelease = "D91";

    /// <summary>The rule about times, which are taken only where instructions are not counted.</summary>
    internal const string PairedTimesRule = "D89";

    /// <summary>The definitions, among them the check for published indicators.</summary>
    public static IReadOnlyList<RuleDefinition> Definitions { get; } =
    [
        .. FileRules.Select(rule => rule.Id).Concat(ReleaseRules.Select(rule => rule.Id))
            .Concat(ArchiveRules.Select(rule => rule.Id)).Concat(ExposureRules.Select(rule => rule.Id))
            .Concat(BuildRules.Select(rule => rule.Id)).Concat(PeopleRules.Select(rule => rule.Id))
            .Concat(BinaryRules.Select(rule => rule.Id))
            .Concat(BehaviourRules.Select(rule => rule.Id)).Concat(ChainRules.Select(rule => rule.Id))
            .Append(PublishedIndicator)
            .Concat(StoryRules.Select(rule => rule.Id)).Concat(ScriptRules.Select(rule => rule.Id))
            .Append(ManifestRule.Id).Distinct()
            .Select(id => RuleDefinition.Parse(EmbeddedText.Read($"Rules/{id}/definition.txt"))),
    ];

    /// <summary>The identifier of the check for published indicators, which needs no rule: it compares
    /// digests.</summary>
    internal const string PublishedIndicator = "D00";

    /// <summary>The definition of <paramref name="id"/>, in any case; null if there is no such rule.</summary>
    public static RuleDefinition? Find(string id) =>
        Definitions.FirstOrDefault(d => d.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
