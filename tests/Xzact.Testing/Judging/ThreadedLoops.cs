using Xzact.Coding;

namespace Xzact.Testing.Judging;

/// <summary>Loops over encoders and decoders that may have to wait for threads.</summary>
internal static class ThreadedLoops
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);

    /// <summary>Gives a piece to an encoder with an action, until all of it is taken and the action is done.</summary>
    public static void Run(
        Encoder encoder, ReadOnlySpan<byte> data, EncoderAction action, Stream result, int outputSize = 1 << 16)
    {
        byte[] buffer = new byte[outputSize];
        CoderStatus status;
        int written;
        do
        {
            Span<byte> output = buffer;
            status = encoder.Code(ref data, ref output, action);
            written = outputSize - output.Length;
            result.Write(buffer, 0, written);
            if (status == CoderStatus.Waiting)
            {
                Wait(encoder.WhenReady());
            }
        }
        while (action == EncoderAction.Run
            ? !data.IsEmpty || written == outputSize || status == CoderStatus.Waiting
            : status != CoderStatus.End);
    }

    /// <summary>Waits, but not forever.</summary>
    public static void Wait(Task ready) => Require.That(ready.Wait(s_soon), "Nothing becomes ready.");

    /// <summary>Encodes to the end.</summary>
    public static byte[] Encode(
        Encoder encoder, ReadOnlySpan<byte> data, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        var result = new MemoryStream();
        while (data.Length > inputSize)
        {
            Run(encoder, data[..inputSize], EncoderAction.Run, result, outputSize);
            data = data[inputSize..];
        }

        Run(encoder, data, EncoderAction.Finish, result, outputSize);
        return result.ToArray();
    }

    /// <summary>Decodes a file to its end, or to where it fails.</summary>
    public static (Failure? Failure, byte[] Output) Decode(
        FormatDecoder decoder, ReadOnlySpan<byte> file, int inputSize = int.MaxValue, int outputSize = 1 << 16)
    {
        byte[] buffer = new byte[outputSize];
        var result = new MemoryStream();
        CoderStatus status;
        do
        {
            ReadOnlySpan<byte> input = file[..Math.Min(inputSize, file.Length)];
            int given = input.Length;
            Span<byte> room = buffer;
            status = decoder.Code(ref input, ref room);
            int written = outputSize - room.Length;
            result.Write(buffer, 0, written);
            file = file[(given - input.Length)..];
            if (status == CoderStatus.Waiting)
            {
                Wait(decoder.WhenReady());
            }
            else if (status == CoderStatus.More && file.IsEmpty && written == 0)
            {
                status = decoder.Finish();
            }
            else
            {
                Require.That(status != CoderStatus.More || written > 0 || input.Length < given, "No progress.");
            }
        }
        while (status is CoderStatus.More or CoderStatus.Waiting);
        Require.That(
            status == CoderStatus.Failed == decoder.Failure is not null, "A failure without a status, or the reverse.");
        return (decoder.Failure, result.ToArray());
    }
}
