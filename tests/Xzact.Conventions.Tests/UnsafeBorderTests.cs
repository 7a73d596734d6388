using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class UnsafeBorderTests
{
    [Fact]
    public void Unsafe_code_stays_inside_its_border() => Hold.That(UnsafeBorder.CheckBorder(Repository.CSharp));

    [Fact]
    public void Every_unsafe_member_of_the_kernels_says_why_it_is_safe() =>
        Hold.That(UnsafeBorder.CheckNotes(Repository.CSharp));

    [Theory]
    [InlineData("class A { unsafe void M() { } }", "'unsafe'")]
    [InlineData("class A { void M(byte[] b) { fixed (byte* p = b) { } } }", "'fixed'")]
    [InlineData("[SkipLocalsInit] class A;", "'SkipLocalsInit'")]
    [InlineData("#if NET10_0_OR_GREATER\nunsafe class A;\n#endif", "'unsafe'")]
    [InlineData("#if NET10_0_OR_GREATER\n#else\nunsafe class A;\n#endif", "'unsafe'")]
    public void Unsafe_syntax_outside_the_border_is_found(string text, string expected) =>
        Assert.Contains(
            UnsafeBorder.CheckBorder([new TextFile("src/Xzact/Lzma/A.cs", text)]),
            violation => violation.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("src/Xzact.Audit/Kernels/A.cs")]
    [InlineData("src/Xzact/Container/InteropA.cs")]
    [InlineData("src/Xzact.Liblzma/Coders/A.cs")]
    [InlineData("tests/Xzact.Tests/A.cs")]
    public void A_folder_of_another_project_is_outside(string path) =>
        Hold.Finds("unsafe", UnsafeBorder.CheckBorder([new TextFile(path, "unsafe class A;")]));

    [Theory]
    [InlineData("src/Xzact/Kernels/A.cs")]
    [InlineData("src/Xzact.Tools/Interop/A.cs")]
    [InlineData("src/Xzact.Liblzma/Interop/A.cs")]
    [InlineData("tests/Xzact.Testing/Interop/A.cs")]
    [InlineData("tests/Xzact.Tests/Kernels/A.cs")]
    public void The_border_folders_are_inside(string path) =>
        Assert.Empty(UnsafeBorder.CheckBorder([new TextFile(path, "unsafe class A { byte* _p; }")]));

    [Theory]
    [InlineData("// unsafe fixed\nclass A { string s = \"unsafe\"; }")]
    [InlineData("class A { int unsafeLooking; void M() { System.Span<byte> s = stackalloc byte[4]; } }")]
    public void Words_in_comments_strings_and_names_are_no_unsafe_code(string text) =>
        Assert.Empty(UnsafeBorder.CheckBorder([new TextFile("src/Xzact/Lzma/A.cs", text)]));

    [Theory]
    [InlineData("class A { unsafe void M(byte* p) { } }")]
    [InlineData("unsafe class A { byte M(byte* p) => *p; }")]
    [InlineData("unsafe class A(byte* p) { byte M(int i) => p[i]; }")]
    [InlineData("unsafe class A { byte* _p; byte M(int i) { return _p[i]; } }")]
    [InlineData("class A { int M(byte[] b) => Unsafe.ReadUnaligned<int>(ref b[0]); }")]
    [InlineData("class A { ref byte M(byte[] b) => ref MemoryMarshal.GetArrayDataReference(b); }")]
    [InlineData("class A { int M(void* p) => Unsafe.Read<int>(p); }")]
    [InlineData("class A { object M(ref byte b) => Vector128.LoadUnsafe(ref b); }")]
    [InlineData("class A { int P { get { unsafe { return 1; } } } }")]
    public void An_unsafe_member_without_a_note_is_found(string text)
    {
        Hold.Finds("without a // SAFETY:", UnsafeBorder.CheckNotes([new TextFile("src/Xzact/Kernels/A.cs", text)]));
        string noted = text.Replace(
            "{ ", "{\n// SAFETY: the caller checked the bounds.\n", StringComparison.Ordinal);
        Assert.Empty(UnsafeBorder.CheckNotes([new TextFile("src/Xzact/Kernels/A.cs", noted)]));
    }

    [Theory]
    [InlineData("unsafe class A { int _n; int M() => _n + 1; }")]
    [InlineData("class A { int M<T>() => Unsafe.SizeOf<T>(); }")]
    [InlineData("class A { object M(byte[] b) => MemoryMarshal.Cast<byte, int>(b).Length; }")]
    [InlineData("abstract class A { protected abstract int M(); }")]
    public void A_member_that_reaches_no_memory_needs_no_note(string text) =>
        Assert.Empty(UnsafeBorder.CheckNotes([new TextFile("src/Xzact/Kernels/A.cs", text)]));
}
