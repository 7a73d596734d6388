using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

public sealed class RpmLeadTests
{
    private readonly ArchiveContext _context = new(ArchiveLimits.Default);

    private static byte[] Lead(Action<byte[]>? change = null)
    {
        byte[] lead = [.. RpmHeaderBuilder.Hex("edabeedb 0300 0001 0001"), .. "x-1-1"u8, .. new byte[81]];
        lead[79] = 5;
        change?.Invoke(lead);
        return lead;
    }

    private RpmLead Read(byte[] lead) => RpmLead.Read(new ArchiveInput(new ForwardOnly(lead), _context), _context);

    [Fact]
    public void A_plain_lead_names_the_package_and_nothing_else()
    {
        Assert.Equal(new("x-1-1", true), Read(Lead()));
        Assert.False(Read(Lead(lead => lead[7] = 0)).IsSource);
        Assert.Empty(_context.Observations);
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(75, 1)]
    [InlineData(80, 1)]
    [InlineData(95, 16)]
    public void Bytes_that_nobody_reads_are_observed(int at, int count)
    {
        Read(Lead(lead => lead.AsSpan((at - count + 1)..(at + 1)).Fill(0x58)));
        ArchiveObservation observation = Assert.Single(_context.Observations);
        Assert.Equal(ArchiveObservationKind.NonZeroPadding, observation.Kind);
        Assert.StartsWith($"{count} bytes that are not zero", observation.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, ArchiveErrorReason.NotAnArchive)]
    [InlineData(4, ArchiveErrorReason.Unsupported)]
    [InlineData(79, ArchiveErrorReason.Unsupported)]
    public void Another_magic_version_or_kind_of_signature_is_refused(int at, ArchiveErrorReason reason) =>
        Assert.Equal(reason, Assert.Throws<ArchiveException>(() => Read(Lead(lead => lead[at] = 9))).Reason);

    [Theory]
    [InlineData(0, ArchiveErrorReason.NotAnArchive)]
    [InlineData(3, ArchiveErrorReason.NotAnArchive)]
    [InlineData(4, ArchiveErrorReason.Truncated)]
    [InlineData(95, ArchiveErrorReason.Truncated)]
    public void A_lead_that_is_cut_off_is_refused(int length, ArchiveErrorReason reason) => Assert.Equal(
        reason, Assert.Throws<ArchiveException>(() => Read(Lead()[..length])).Reason);
}
