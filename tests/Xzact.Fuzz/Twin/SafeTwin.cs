using System.Reflection;
using System.Runtime.Loader;
using Xzact.Fuzz.Engine;
using Xzact.Kernels;

namespace Xzact.Fuzz.Twin;

/// <summary>
/// A second copy of the codec, of the drivers and of this program in the same process, with the safe kernels and with
/// counters in the codec. It gets a harness of its own and talks in texts, since its types are other ones.
/// </summary>
internal sealed class SafeTwin : ITwin
{
    /// <summary>One for all harnesses: compiling takes seconds.</summary>
    private static Copies? s_copies;

    private readonly Func<byte[], string> _observe;
    private readonly byte[] _hits;
    private readonly byte[] _seen;

    private SafeTwin(Func<byte[], string> observe, byte[] hits)
    {
        _observe = observe;
        _hits = hits;
        _seen = new byte[hits.Length];
    }

    public (int Seen, int All) Places => (_seen.Length - _seen.AsSpan().Count((byte)0), _seen.Length);

    /// <summary>The twin for a harness; null where the codec's source is not there.</summary>
    public static ITwin? Create(Harness harness)
    {
        if (CodecCompiler.FindSource() is not { } source)
        {
            return null;
        }

        // The switch is read once in each copy: first here, as it is, and then there.
        if (KernelSwitch.UseSafeKernels)
        {
            throw new InvalidOperationException("The safe kernels are in use already: they have no twin.");
        }

        AppContext.SetSwitch(KernelSwitch.Name, true);
        Copies copies = s_copies ??= new Copies(CodecCompiler.Compile(source));
        Assembly program = copies.LoadFromAssemblyName(typeof(SafeTwin).Assembly.GetName());
        var observe = program.GetType(typeof(SafeTwin).FullName!)!
            .GetMethod(nameof(ObserverOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .Invoke(null, [harness.Name]);
        object hits = copies.Codec.GetType($"Xzact.{CounterInserter.Holder}")!
            .GetField(CounterInserter.Field)!.GetValue(null)!;
        return new SafeTwin((Func<byte[], string>)observe!, (byte[])hits);
    }

    public string Observe(byte[] input)
    {
        Array.Clear(_hits);
        return _observe(input);
    }

    public bool SawNewPlaces()
    {
        bool isNew = false;
        for (int i = _hits.AsSpan().IndexOfAnyExcept((byte)0); i >= 0 && i < _hits.Length; i++)
        {
            if (_hits[i] != 0)
            {
                byte range = RangeOf(_hits[i]);
                isNew |= (_seen[i] & range) == 0;
                _seen[i] |= range;
            }
        }

        return isNew;
    }

    /// <summary>Called in the copy of this program: what its harness says.</summary>
    internal static Func<byte[], string> ObserverOf(string name)
    {
        if (!KernelSwitch.UseSafeKernels)
        {
            throw new InvalidOperationException("The twin has the fast kernels.");
        }

        Harness harness = FuzzCommand.Find(name)!;
        return input => harness.Observe(input).ToString();
    }

    /// <summary>Counts in ranges, each a bit, so that a loop run once more is not always something new.</summary>
    private static byte RangeOf(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };

    /// <summary>Loads the copies; everything else is shared.</summary>
    private sealed class Copies(MemoryStream codec) : AssemblyLoadContext("the safe twin")
    {
        private Assembly? _codec;

        public Assembly Codec => _codec ??= LoadFromStream(codec);

        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
        {
            "Xzact" => Codec,
            "Xzact.Testing" or "Xzact.Fuzz" => LoadFromAssemblyPath(
                Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll")),
            _ => null,
        };
    }
}
