namespace Xzact.Tools.Options;

/// <summary>What the name the program is called by says about the settings. Options may change all of it.</summary>
internal static class Personality
{
    /// <summary>Applies the first name that is part of the last component of <paramref name="program"/>.</summary>
    public static void Apply(string program, Settings settings)
    {
        string name = program[(program.LastIndexOf('/') + 1)..];
        bool Has(string part) => name.Contains(part, StringComparison.Ordinal);
        bool toStdout = Has("xzcat");
        bool decompress = toStdout || Has("unxz");
        if (!decompress)
        {
            toStdout = Has("lzcat");
            decompress = toStdout || Has("unlzma");
            if (decompress || Has("lzma"))
            {
                settings.Format = FileFormat.Lzma;
            }
        }

        settings.Stdout = toStdout;
        settings.Mode = decompress ? OperationMode.Decompress : OperationMode.Compress;
    }
}
