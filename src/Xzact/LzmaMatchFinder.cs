namespace Xzact;

/// <summary>
/// How an LZMA encoder finds repetitions. The numbers are those of liblzma: how many bytes are hashed, and 0x10 for a
/// tree. Memory is for the tables, besides the dictionary itself.
/// </summary>
public enum LzmaMatchFinder
{
    /// <summary>Hash chains over 2 and 3 bytes; about 6 times the dictionary size.</summary>
    HashChain3 = 0x03,

    /// <summary>Hash chains over 2, 3 and 4 bytes; about 6 times the dictionary size.</summary>
    HashChain4 = 0x04,

    /// <summary>Binary trees over 2 bytes; about 8 times the dictionary size.</summary>
    BinaryTree2 = 0x12,

    /// <summary>Binary trees over 2 and 3 bytes; about 10 times the dictionary size.</summary>
    BinaryTree3 = 0x13,

    /// <summary>Binary trees over 2, 3 and 4 bytes; about 10 times the dictionary size. The default.</summary>
    BinaryTree4 = 0x14,
}
