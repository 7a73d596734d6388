namespace Xzact.Audit.Tests.Variants;

/// <summary>The table of all variants, by where they hide.</summary>
internal static class VariantTable
{
    /// <summary>Title and variants, in the order of the page.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Variant> Variants)> Sections { get; } =
    [
        ("Macros", MacroVariants.All),
        ("Scripts, makefiles and templates", BuildTextVariants.All),
        ("What tools generate", GeneratedVariants.All),
        ("Files that are read in place of others", ShadowVariants.All),
        ("Data where nobody looks", CarrierVariants.All),
        ("Packages of other languages", PackageVariants.All),
        ("The archive itself", ArchiveVariants.All),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Variant> All => Sections.SelectMany(section => section.Variants);
}
