using System.Security.Cryptography;
using System.Text;

namespace Xzact.Attacks;

/// <summary>Random numbers of one case, apart for each use, so that a twin draws the same ones.</summary>
internal static class CaseRandom
{
    internal enum Use
    {
        Words,
        Order,
        Names,
        Content,
        Fixture,
        Shell,
        Tree,
    }

    public static Random For(long seed, int index, Use use) => new(Mix(seed, index, use));

    /// <summary>A number that differs for each seed, case and use, in a way that no run of numbers shows.</summary>
    public static int Mix(long seed, int index, Use use)
    {
        byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes($"{seed}/{index}/{use}"));
        return BitConverter.ToInt32(digest);
    }

    public static T Pick<T>(this Random random, params IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
