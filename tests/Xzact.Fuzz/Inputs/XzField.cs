namespace Xzact.Fuzz.Inputs;

/// <summary>What a field of a .xz file is.</summary>
internal enum XzFieldKind
{
    StreamMagic,
    StreamFlags,
    StreamHeaderCrc,
    BlockHeader,
    BlockHeaderCrc,
    ChunkHeader,
    ChunkData,
    EndOfChunks,
    BlockPadding,
    Check,
    Index,
    IndexCrc,
    FooterCrc,
    BackwardSize,
    FooterFlags,
    FooterMagic,
    StreamPadding,
    Rest,
}

/// <summary>A field where a reader without any care would look for it.</summary>
internal readonly record struct XzField(XzFieldKind Kind, int Offset, int Length);
