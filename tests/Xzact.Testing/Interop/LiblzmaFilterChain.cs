using System.Runtime.InteropServices;

namespace Xzact.Testing.Interop;

/// <summary>A chain of filters in native memory, ended as liblzma wants it, for the length of a call.</summary>
internal sealed unsafe class LiblzmaFilterChain : IDisposable
{
    private readonly LiblzmaNative.Filter* _filters;

    internal LiblzmaFilterChain(ReadOnlySpan<LiblzmaFilter> chain)
    {
        nuint bytes = (nuint)((chain.Length + 1) * sizeof(LiblzmaNative.Filter));
        _filters = (LiblzmaNative.Filter*)NativeMemory.AllocZeroed(bytes);
        for (int i = 0; i < chain.Length; i++)
        {
            ReadOnlySpan<byte> options = chain[i].Options;
            void* copy = NativeMemory.Alloc((nuint)options.Length);
            options.CopyTo(new Span<byte>(copy, options.Length));
            if (HasLzmaOptions(chain[i].Id) && chain[i].PresetDictionary is { Length: > 0 } dictionary)
            {
                void** preset = PresetOf(copy);
                *preset = NativeMemory.Alloc((nuint)dictionary.Length);
                dictionary.CopyTo(new Span<byte>(*preset, dictionary.Length));
            }

            _filters[i] = new LiblzmaNative.Filter { Id = chain[i].Id, Options = copy };
        }

        _filters[chain.Length].Id = LiblzmaFilter.EndOfChain;
    }

    internal LiblzmaNative.Filter* Pointer => _filters;

    public void Dispose()
    {
        for (LiblzmaNative.Filter* filter = _filters; filter->Id != LiblzmaFilter.EndOfChain; filter++)
        {
            if (HasLzmaOptions(filter->Id))
                NativeMemory.Free(*PresetOf(filter->Options));
            NativeMemory.Free(filter->Options);
        }

        NativeMemory.Free(_filters);
    }

    private static bool HasLzmaOptions(ulong id) =>
        id is LiblzmaFilter.Lzma1Id or LiblzmaFilter.Lzma1ExtendedId or LiblzmaFilter.Lzma2Id;

    private static void** PresetOf(void* options) => (void**)((byte*)options + LiblzmaFilter.PresetDictionaryOffset);
}
