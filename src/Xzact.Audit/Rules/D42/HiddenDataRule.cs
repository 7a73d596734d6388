using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D42;

/// <summary>Bytes of an archive that no extractor shows.</summary>
internal sealed class HiddenDataRule : IArchiveRule
{
    public string Id => "D42";

    public (Severity Severity, string Message)? Judge(ArchiveDoubtKind kind) => kind switch
    {
        ArchiveDoubtKind.Ambiguous => (
            Severity.High, "The file is not exactly one archive; readers may find other files in it than the ledger."),
        ArchiveDoubtKind.HiddenData => (
            Severity.High, "The container holds bytes that are in no file which extraction shows."),
        ArchiveDoubtKind.DigestDiffers => (
            Severity.High, "The content has another digest than the container states; readers that check refuse it."),
        ArchiveDoubtKind.SeveralStreams => (
            Severity.Medium, "The compressed data is in several pieces; some readers stop after the first."),
        ArchiveDoubtKind.ZipInMember => (
            Severity.Medium, "A zip is the content of a member at the end of the tar; readers of zip list that zip."),
        ArchiveDoubtKind.Annotation => (
            Severity.Low, "The container holds optional fields or text, or data that carries no check."),
        _ => null,
    };
}
