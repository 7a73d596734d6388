using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xzact.Liblzma.Interop;

namespace Xzact.Liblzma.Tests;

/// <summary>
/// The list of symbols, the version script and the exported methods say the same. What the linker made of them is
/// compared by .ci/liblzma.
/// </summary>
public sealed partial class ExportsTests
{
    [Fact]
    public void Each_symbol_of_the_list_is_an_exported_method_and_no_other_is()
    {
        string[] exported = [.. Methods().Select(method => EntryPoint(method)).Order(StringComparer.Ordinal)];
        string[] listed =
        [
            .. Symbols().Where(symbol => symbol.Contains("@@", StringComparison.Ordinal))
                .Select(symbol => symbol[..symbol.IndexOf('@', StringComparison.Ordinal)])
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(114, listed.Length);
        Assert.Equal(listed, exported);
    }

    [Fact]
    public void The_version_script_has_each_symbol_in_its_node()
    {
        var found = new List<string>();
        string node = "";
        foreach (string line in Read("liblzma.map").Split('\n'))
        {
            node = NodeStart().Match(line) is { Success: true } start ? start.Groups["node"].Value : node;
            if (Symbol().Match(line) is { Success: true } symbol)
            {
                found.Add($"{symbol.Groups["name"].Value}@@{node}");
            }
        }

        // Second versions stand in process.c, which the linker sees; their nodes are here.
        string[] listed = [.. Symbols().Where(symbol => symbol.Contains("@@", StringComparison.Ordinal))];
        Assert.Equal(listed.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Contains("XZ_5.1.2alpha {", Read("liblzma.map"), StringComparison.Ordinal);
        Assert.Contains("XZ_5.2.2 {", Read("liblzma.map"), StringComparison.Ordinal);
    }

    [Fact]
    public void Structures_have_the_sizes_that_programs_were_compiled_with()
    {
        Assert.Equal(136, Marshal.SizeOf<Interop.LzmaStream>());
        Assert.Equal(24, Marshal.SizeOf<LzmaAllocator>());
        Assert.Equal(16, Marshal.SizeOf<LzmaFilter>());
        Assert.Equal(112, Marshal.SizeOf<LzmaOptionsLzma>());
        Assert.Equal(4, Marshal.SizeOf<LzmaOptionsBcj>());
        Assert.Equal(40, Marshal.SizeOf<LzmaOptionsDelta>());
        Assert.Equal(128, Marshal.SizeOf<LzmaMt>());
        Assert.Equal(56, Marshal.SizeOf<LzmaStreamFlags>());
        Assert.Equal(208, Marshal.SizeOf<LzmaBlock>());
        Assert.Equal(304, Marshal.SizeOf<LzmaIndexIter>());
    }

    [Theory]
    [InlineData(typeof(Interop.LzmaStream), nameof(Interop.LzmaStream.SeekPos), 96)]
    [InlineData(typeof(Interop.LzmaStream), nameof(Interop.LzmaStream.Internal), 56)]
    [InlineData(typeof(LzmaOptionsLzma), nameof(LzmaOptionsLzma.ExtFlags), 48)]
    [InlineData(typeof(LzmaMt), nameof(LzmaMt.Filters), 24)]
    [InlineData(typeof(LzmaMt), nameof(LzmaMt.MemlimitStop), 72)]
    [InlineData(typeof(LzmaStreamFlags), nameof(LzmaStreamFlags.Check), 16)]
    [InlineData(typeof(LzmaBlock), nameof(LzmaBlock.RawCheck), 40)]
    [InlineData(typeof(LzmaBlock), nameof(LzmaBlock.IgnoreCheck), 200)]
    [InlineData(typeof(LzmaIndexIter), nameof(LzmaIndexIter.BlockNumberInFile), 120)]
    [InlineData(typeof(LzmaIndexIter), nameof(LzmaIndexIter.BlockTotalSize), 184)]
    [InlineData(typeof(LzmaIndexIter), nameof(LzmaIndexIter.Index), 256)]
    public void Members_lie_where_programs_look_for_them(Type structure, string member, int offset) =>
        Assert.Equal(offset, (int)Marshal.OffsetOf(structure, member));

    private static IEnumerable<MethodInfo> Methods() => typeof(LzmaRet).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>() is not null);

    private static string EntryPoint(MethodInfo method) =>
        method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()!.EntryPoint!;

    private static string[] Symbols() => Read("liblzma.symbols").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ExportsTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<node>XZ_[\w.]+) \{", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NodeStart();

    [GeneratedRegex(@"^\t(?<name>lzma_\w+);", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Symbol();
}
