using System.Text;
using Xzact.Attacks.Shell;

namespace Xzact.Attacks.Fixtures;

/// <summary>
/// Each byte plus a key that follows from the key before it. What undoes it is a program that keeps a state, in the
/// command or in a file of its own.
/// </summary>
internal sealed class KeyStream
{
    private readonly int _first;
    private readonly int _factor;
    private readonly int _step;

    public KeyStream(CaseNames names, Random random)
    {
        _first = 1 + random.Next(255);
        _factor = 5 + (4 * random.Next(20));
        _step = 1 + (2 * random.Next(60));
        string awk = $"BEGIN{{k={_first}}}{{for(i=1;i<=NF;i++){{printf \"%c\",($i+256-k)%256;"
            + $"k=(k*{_factor}+{_step})%256}}}}";
        string perl = $"$k={_first};for(unpack(\"C*\",$_)){{print chr(($_-$k)&255);$k=($k*{_factor}+{_step})&255}}";
        const string Numbers = "od -An -v -tu1 | LC_ALL=C awk";
        switch (random.Next(4))
        {
            case 0:
                Undo = new($"{Numbers} '{awk}'");
                break;
            case 1:
                Undo = new($"perl -0777 -ne '{perl}'");
                break;
            case 2:
                Program = ($"build-aux/{names.StepFile}.awk", Encoding.ASCII.GetBytes(awk + "\n"));
                Undo = new($"{Numbers} -f {ShellNode.Root}{Program.Value.Path}");
                break;
            default:
                Program = ($"build-aux/{names.StepFile}.pl",
                    Encoding.ASCII.GetBytes($"#!/usr/bin/perl\nlocal $/;\n$_ = <STDIN>;\n{perl}\n"));
                Undo = new($"perl {ShellNode.Root}{Program.Value.Path}");
                break;
        }
    }

    /// <summary>The file of the program; null if the command holds it.</summary>
    public (string Path, byte[] Content)? Program { get; }

    /// <summary>The filter that gives the bytes back.</summary>
    public Filter Undo { get; }

    public byte[] Apply(byte[] data)
    {
        byte[] made = [.. data];
        int key = _first;
        for (int i = 0; i < made.Length; i++)
        {
            made[i] += (byte)key;
            key = ((key * _factor) + _step) & 255;
        }

        return made;
    }
}
