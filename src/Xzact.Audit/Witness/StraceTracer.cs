namespace Xzact.Audit.Witness;

/// <summary>Watches with strace(1).</summary>
/// <param name="strace">strace as it is installed.</param>
/// <param name="root">The folder of the tree while it is built.</param>
/// <param name="prologue">Programs that the first process is before it is the command.</param>
/// <param name="limits">What may be kept.</param>
internal sealed class StraceTracer(StraceProgram strace, string root, int prologue, WitnessLimits limits) : BuildTracer
{
    private readonly StraceReader _reader = new();
    private readonly EventRecorder _recorder = new(root, prologue, limits);
    private StraceTranslator? _translator;

    public override string Name => strace.Name;

    public override IReadOnlyList<string> Words => strace.Words;

    public override EventRecorder Recorder => _recorder;

    public override long Calls => _reader.Calls;

    public override long Unread => _reader.Unread;

    public override void Take(ReadOnlySpan<byte> line)
    {
        if (_reader.Read(line) is StraceCall call)
        {
            (_translator ??= new(_recorder)).Add(call);
        }
    }
}
