namespace Xzact.Attacks.Fixtures;

/// <summary>Transforms of bytes: what they make, and the filter that undoes it.</summary>
internal static class ByteTransforms
{
    public static (byte[] Data, IReadOnlyList<Filter> Undo) Apply(Transform transform, byte[] data, Random random) =>
        transform switch
        {
            Transform.TrMap => random.Next(3) == 0 ? Letters(data, random) : Segments(data, random),
            Transform.ByteSwap => ByteSwap(data),
            Transform.Xor => Xor(data, random),
            Transform.Add => Add(data, random),
            Transform.Reverse => Reverse(data, random),
            Transform.Interleave => Interleave(data, random),
            Transform.OffsetCut => OffsetCut(data, random),
            _ => (data, []),
        };

    // Two halves of the alphabet change places, and two pairs of control characters.
    private static (byte[], IReadOnlyList<Filter>) Letters(byte[] data, Random random)
    {
        int shift = 1 + random.Next(25);
        byte rotate(byte b, char first) => (byte)(first + ((b - first + shift) % 26));
        byte[] made = [.. data.Select(b => b switch
        {
            >= (byte)'A' and <= (byte)'Z' => rotate(b, 'A'),
            >= (byte)'a' and <= (byte)'z' => rotate(b, 'a'),
            0 => (byte)1,
            1 => (byte)0,
            _ => b,
        })];
        static string range(char first, int from, int to) =>
            from == to ? $"{(char)(first + from)}" : $"{(char)(first + from)}-{(char)(first + to)}";
        string coded(char first) => range(first, shift, 25) + range(first, 0, shift - 1);
        string text = $"tr '{coded('A')}{coded('a')}\\000\\001' 'A-Za-z\\001\\000'";
        return (made, [new(text)]);
    }

    // All byte values in segments, which come in another order.
    private static (byte[], IReadOnlyList<Filter>) Segments(byte[] data, Random random)
    {
        int[] cuts =
        [
            0, .. Enumerable.Range(0, 2 + random.Next(4)).Select(_ => 8 + random.Next(240)).Distinct().Order(), 256,
        ];
        (int From, int To)[] segments = [.. cuts.Zip(cuts[1..], (from, to) => (from, to - 1))];
        int turn = 1 + random.Next(segments.Length - 1);
        (int From, int To)[] order = [.. segments[turn..], .. segments[..turn]];
        byte[] map = [.. order.SelectMany(s => Enumerable.Range(s.From, s.To - s.From + 1)).Select(v => (byte)v)];
        static string octal(int value) => $"\\{Convert.ToString(value, 8).PadLeft(3, '0')}";
        string sets = string.Concat(order.Select(s =>
            s.From == s.To ? octal(s.From) : $"{octal(s.From)}-{octal(s.To)}"));

        // The filter maps map[i] back to i.
        return ([.. data.Select(b => map[b])], [new($"tr '{sets}' '\\000-\\377'")]);
    }

    private static (byte[], IReadOnlyList<Filter>) ByteSwap(byte[] data)
    {
        byte[] made = [.. data];
        for (int i = 0; i + 1 < made.Length; i += 2)
            (made[i], made[i + 1]) = (made[i + 1], made[i]);
        return (made, [new("dd conv=swab 2>/dev/null", "dd if={0} conv=swab 2>/dev/null")]);
    }

    private static (byte[], IReadOnlyList<Filter>) Xor(byte[] data, Random random)
    {
        int key = 1 + random.Next(254);
        int form = random.Next(3);
        int used = form == 1 ? 255 : key;
        string text = form switch
        {
            0 => $"perl -0777 -pe '$_ ^= chr({key}) x length'",
            1 => "od -An -v -tu1 | LC_ALL=C awk '{for(i=1;i<=NF;i++)printf \"%c\",255-$i}'",
            _ => $"od -An -v -tu1 | tr -s ' ' '\\n' | sed '/^$/d' | "
                + $"while read b; do printf \"\\\\$(printf %03o $((b ^ {key})))\"; done",
        };
        return ([.. data.Select(b => (byte)(b ^ used))], [new(text)]);
    }

    private static (byte[], IReadOnlyList<Filter>) Add(byte[] data, Random random)
    {
        int key = 1 + random.Next(254);
        string text = random.Pick(
            $"perl -0777 -pe 's/(.)/chr((ord($1)+{256 - key})%256)/gse'",
            $"od -An -v -tu1 | LC_ALL=C awk '{{for(i=1;i<=NF;i++)printf \"%c\",($i+{256 - key})%256}}'",
            $"perl -e 'local $/;print map chr(($_-{key})&255),unpack(\"C*\",<STDIN>)'");
        return ([.. data.Select(b => (byte)(b + key))], [new(text)]);
    }

    private static (byte[], IReadOnlyList<Filter>) Reverse(byte[] data, Random random)
    {
        string[] filters = random.Next(2) == 0
            ? ["xxd -p -c1", "tac", "xxd -r -p"]
            : ["perl -0777 -pe '$_=reverse $_'"];
        return ([.. data.AsEnumerable().Reverse()], [.. filters.Select(f => new Filter(f))]);
    }

    private static (byte[], IReadOnlyList<Filter>) Interleave(byte[] data, Random random)
    {
        int skip = 8 + random.Next(56);
        int keep = Math.Max(1, data.Length / (3 + random.Next(5)));
        int blocks = (data.Length - 1) / keep;
        var made = new List<byte>();
        for (int block = 0; block < blocks; block++)
        {
            made.AddRange(Junk(random, skip));
            made.AddRange(data.Skip(block * keep).Take(keep));
        }

        made.AddRange(data.Skip(blocks * keep));
        (string drop, string take) = random.Next(2) == 0
            ? ($"head -c {skip} >/dev/null", $"head -c {keep}")
            : ($"dd bs={skip} count=1 iflag=fullblock of=/dev/null 2>/dev/null",
                $"dd bs={keep} count=1 iflag=fullblock 2>/dev/null");
        string all = string.Join("; ", Enumerable.Repeat($"{drop}; {take}", blocks));
        return ([.. made], [new($"({all}; cat)")]);
    }

    private static (byte[], IReadOnlyList<Filter>) OffsetCut(byte[] data, Random random)
    {
        int skip = 16 + random.Next(400);
        switch (random.Next(3))
        {
            case 0:
                return ([.. Junk(random, skip), .. data], [new($"tail -c +{skip + 1}", $"tail -c +{skip + 1} {{0}}")]);
            case 1:
                string cut = $"bs=1 skip={skip} count={data.Length} 2>/dev/null";
                return ([.. Junk(random, skip), .. data, .. Junk(random, 16 + random.Next(64))],
                    [new($"dd {cut}", $"dd if={{0}} {cut}")]);
            default:
                int head = Math.Min(6, data.Length);
                string octal = string.Concat(data.Take(head)
                    .Select(b => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}"));
                return (data[head..], [new($"(printf '{octal}'; cat)")]);
        }
    }

    /// <summary>Bytes that mean nothing.</summary>
    public static byte[] Junk(Random random, int length)
    {
        byte[] junk = new byte[length];
        random.NextBytes(junk);
        return junk;
    }
}
