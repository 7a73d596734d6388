namespace Xzact.Attacks.ByHand;

/// <summary>All variants that were written by hand, in the order of the page.</summary>
public static class HandVariants
{
    public static IReadOnlyList<HandVariant> All { get; } =
        [.. ShellVariants.All, .. EncodingVariants.All, .. MakeVariants.All, .. LanguageVariants.All];
}
