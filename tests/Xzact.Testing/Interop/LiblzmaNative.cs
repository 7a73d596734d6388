using System.Reflection;
using System.Runtime.InteropServices;

namespace Xzact.Testing.Interop;

/// <summary>The imports from liblzma.so.5. The library's path comes from the environment variable LIBLZMA.</summary>
internal static unsafe partial class LiblzmaNative
{
    private const string Library = "liblzma.so.5";

    static LiblzmaNative() =>
        NativeLibrary.SetDllImportResolver(typeof(LiblzmaNative).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == Library && Environment.GetEnvironmentVariable("LIBLZMA") is { Length: > 0 } path
            ? NativeLibrary.Load(path)
            : nint.Zero;

    /// <summary><c>lzma_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Filter
    {
        internal ulong Id;
        internal void* Options;
    }

    /// <summary><c>lzma_stream</c>, 136 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 136)]
    internal struct CoderStream
    {
        internal byte* NextIn;
        internal nuint AvailableIn;
        internal ulong TotalIn;
        internal byte* NextOut;
        internal nuint AvailableOut;
        internal ulong TotalOut;
        internal void* Allocator;
        internal void* Internal;
    }

    /// <summary><c>lzma_action</c>.</summary>
    internal enum CoderAction
    {
        Run = 0,
        SyncFlush = 1,
        FullFlush = 2,
        Finish = 3,
        FullBarrier = 4,
    }

    [LibraryImport(Library, EntryPoint = "lzma_version_number")]
    internal static partial uint VersionNumber();

    // The collector waits while these two run: they are leaf functions, and benchmarks want no transition.
    [LibraryImport(Library, EntryPoint = "lzma_crc32")]
    [SuppressGCTransition]
    internal static partial uint Crc32(byte* data, nuint size, uint crc);

    [LibraryImport(Library, EntryPoint = "lzma_crc64")]
    [SuppressGCTransition]
    internal static partial ulong Crc64(byte* data, nuint size, ulong crc);

    [LibraryImport(Library, EntryPoint = "lzma_lzma_preset")]
    internal static partial byte LzmaPreset(void* options, uint preset);

    [LibraryImport(Library, EntryPoint = "lzma_code")]
    internal static partial LiblzmaStatus Code(CoderStream* stream, CoderAction action);

    [LibraryImport(Library, EntryPoint = "lzma_end")]
    internal static partial void End(CoderStream* stream);

    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder")]
    internal static partial LiblzmaStatus StreamDecoder(CoderStream* stream, ulong memoryLimit, uint flags);

    [LibraryImport(Library, EntryPoint = "lzma_auto_decoder")]
    internal static partial LiblzmaStatus AutoDecoder(CoderStream* stream, ulong memoryLimit, uint flags);

    [LibraryImport(Library, EntryPoint = "lzma_alone_decoder")]
    internal static partial LiblzmaStatus AloneDecoder(CoderStream* stream, ulong memoryLimit);

    [LibraryImport(Library, EntryPoint = "lzma_lzip_decoder")]
    internal static partial LiblzmaStatus LzipDecoder(CoderStream* stream, ulong memoryLimit, uint flags);

    [LibraryImport(Library, EntryPoint = "lzma_raw_decoder")]
    internal static partial LiblzmaStatus RawDecoder(CoderStream* stream, Filter* chain);

    [LibraryImport(Library, EntryPoint = "lzma_raw_encoder")]
    internal static partial LiblzmaStatus RawEncoder(CoderStream* stream, Filter* chain);

    [LibraryImport(Library, EntryPoint = "lzma_stream_encoder")]
    internal static partial LiblzmaStatus StreamEncoder(CoderStream* stream, Filter* chain, uint check);

    [LibraryImport(Library, EntryPoint = "lzma_alone_encoder")]
    internal static partial LiblzmaStatus AloneEncoder(CoderStream* stream, void* options);
}
