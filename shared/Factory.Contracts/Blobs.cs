namespace Factory.Contracts;

/// <summary>
/// Text or bytes from people, repositories or models, kept beside history. The id follows from team and hash, so storing the same bytes
/// twice gives the same blob.
/// </summary>
/// <param name="Id">Address within the blob store.</param>
/// <param name="Sha256">Hash of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record BlobRef(Guid Id, string Sha256, long Size);
