namespace Xzact.Audit.Archives.Rpm;

/// <summary>The types of an entry's data (RPM manual, "The Header Structure", Index).</summary>
internal enum RpmType
{
    Char = 1,
    Int8 = 2,
    Int16 = 3,
    Int32 = 4,
    Int64 = 5,

    /// <summary>One text that ends in a zero byte.</summary>
    String = 6,

    /// <summary>Bytes without structure.</summary>
    Binary = 7,

    /// <summary>Several texts, each with its zero byte.</summary>
    StringArray = 8,

    /// <summary>One text for each language of the header's table.</summary>
    LocalisedString = 9,
}

/// <summary>What the types have in common.</summary>
internal static class RpmTypeInfo
{
    /// <summary>Bytes of one value; 0 for texts, which have any length.</summary>
    public static int SizeOf(RpmType type) => type switch
    {
        RpmType.Int16 => 2,
        RpmType.Int32 => 4,
        RpmType.Int64 => 8,
        RpmType.String or RpmType.StringArray or RpmType.LocalisedString => 0,
        _ => 1,
    };

    /// <summary>A multiple of this is where data of the type begins.</summary>
    public static int AlignmentOf(RpmType type) => Math.Max(SizeOf(type), 1);
}
