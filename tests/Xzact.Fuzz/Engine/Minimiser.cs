namespace Xzact.Fuzz.Engine;

/// <summary>Makes an input smaller as long as it still fails in the same way.</summary>
internal static class Minimiser
{
    private const int MostAttempts = 1000;

    public static byte[] Shrink(byte[] input, Predicate<byte[]> fails)
    {
        int attempts = 0;
        bool Fails(byte[] candidate) => attempts++ < MostAttempts && fails(candidate);

        for (int piece = input.Length / 2; piece > 0; piece /= 2)
        {
            for (int at = 0; at + piece <= input.Length;)
            {
                byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(at + piece)];
                if (Fails(shorter))
                {
                    input = shorter;
                }
                else
                {
                    at += piece;
                }
            }
        }

        for (int at = 0; at < input.Length; at++)
        {
            if (input[at] != 0)
            {
                byte[] plainer = [.. input];
                plainer[at] = 0;
                input = Fails(plainer) ? plainer : input;
            }
        }

        return input;
    }
}
