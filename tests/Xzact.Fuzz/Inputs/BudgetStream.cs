using Xzact.Testing;

namespace Xzact.Fuzz.Inputs;

/// <summary>A file that may be read so often and no more: what would go on for ever is found without a clock.</summary>
internal sealed class BudgetStream(byte[] file) : MemoryStream(file, writable: false)
{
    /// <summary>Salvage gives up after sixteen times the size; reading begins anew with each attempt.</summary>
    private const long BytesForEach = 64;
    private const long LeastBytes = 1 << 24;
    private const long LeastReads = 200_000;

    private long _bytes = LeastBytes + (file.Length * BytesForEach);
    private long _reads = LeastReads + (file.Length * BytesForEach);

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        Spend(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        Spend(read);
        return read;
    }

    private void Spend(int count)
    {
        _bytes -= count;
        _reads--;
        Require.That(_bytes >= 0 && _reads >= 0, "The file was read over and over again.");
    }
}
