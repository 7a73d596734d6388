using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class PartsReaderTests
{
    [Fact]
    public void A_damaged_index_is_refused_or_still_an_index()
    {
        byte[] whole = KnownPartsWriterTests.Bytes(("demo", "x.m4", KnownPartsWriterTests.Macro, 12_000));
        int refused = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => KnownPartsIndex.Load(whole[..length]));
        }

        Random random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                KnownPartsIndex.Load(damaged).Find("echo \"third of seven lines\"", _ => false, []);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.True(refused > 100, $"only {refused} of 3,000 damaged indexes were refused");
        Assert.Throws<InvalidDataException>(() => KnownPartsIndex.Load([.. whole, 0]));
    }
}
