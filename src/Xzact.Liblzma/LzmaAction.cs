namespace Xzact.Liblzma;

/// <summary>What a coder is to do with its input: <c>lzma_action</c> of base.h.</summary>
internal enum LzmaAction
{
    /// <summary>Go on.</summary>
    Run = 0,

    /// <summary>Write out all input so far.</summary>
    SyncFlush = 1,

    /// <summary>Write out all input so far and end the Block.</summary>
    FullFlush = 2,

    /// <summary>End the data.</summary>
    Finish = 3,

    /// <summary>End the Block; what is under way is written later.</summary>
    FullBarrier = 4,
}

/// <summary>The actions that a coder takes.</summary>
[Flags]
internal enum LzmaActions
{
    None = 0,
    Run = 1 << LzmaAction.Run,
    SyncFlush = 1 << LzmaAction.SyncFlush,
    FullFlush = 1 << LzmaAction.FullFlush,
    Finish = 1 << LzmaAction.Finish,
    FullBarrier = 1 << LzmaAction.FullBarrier,
    RunFinish = Run | Finish,
    All = Run | SyncFlush | FullFlush | Finish | FullBarrier,
}
