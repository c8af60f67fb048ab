using System.Runtime.InteropServices;

namespace Steward.Channels.Archive;

/// <summary>
/// WeCom's native library, as its C header declares it. The library is the corp's own file and never part of this product; it is loaded when the first account that needs it is
/// read. Handles and slices are given back to it, whatever happens.
/// </summary>
internal sealed class FinanceSdk
{
    private readonly NewHandle _newSdk, _newSlice, _newMedia;
    private readonly FreeHandle _destroySdk, _freeSlice, _freeMedia;
    private readonly InitCall _init;
    private readonly ChatCall _getChatData;
    private readonly DecryptCall _decrypt;
    private readonly MediaCall _getMedia;
    private readonly ContentOf _sliceContent, _mediaData, _mediaIndex;
    private readonly LengthOf _sliceLength, _mediaLength, _mediaIndexLength, _mediaFinished;

    private FinanceSdk(nint library)
    {
        (_newSdk, _newSlice, _newMedia) = (Get<NewHandle>(library, "NewSdk"), Get<NewHandle>(library, "NewSlice"), Get<NewHandle>(library, "NewMediaData"));
        (_destroySdk, _freeSlice, _freeMedia) = (Get<FreeHandle>(library, "DestroySdk"), Get<FreeHandle>(library, "FreeSlice"), Get<FreeHandle>(library, "FreeMediaData"));
        (_init, _getChatData, _decrypt, _getMedia) = (Get<InitCall>(library, "Init"), Get<ChatCall>(library, "GetChatData"), Get<DecryptCall>(library, "DecryptData"), Get<MediaCall>(library, "GetMediaData"));
        (_sliceContent, _mediaData, _mediaIndex) = (Get<ContentOf>(library, "GetContentFromSlice"), Get<ContentOf>(library, "GetData"), Get<ContentOf>(library, "GetOutIndexBuf"));
        (_sliceLength, _mediaLength) = (Get<LengthOf>(library, "GetSliceLen"), Get<LengthOf>(library, "GetDataLen"));
        (_mediaIndexLength, _mediaFinished) = (Get<LengthOf>(library, "GetIndexLen"), Get<LengthOf>(library, "IsMediaDataFinish"));
    }

    private delegate nint NewHandle();

    private delegate void FreeHandle(nint handle);

    private delegate int InitCall(nint sdk, [MarshalAs(UnmanagedType.LPUTF8Str)] string corpId, [MarshalAs(UnmanagedType.LPUTF8Str)] string secret);

    private delegate int ChatCall(nint sdk, ulong seq, uint limit, [MarshalAs(UnmanagedType.LPUTF8Str)] string proxy, [MarshalAs(UnmanagedType.LPUTF8Str)] string password, int timeout, nint slice);

    private delegate int DecryptCall([MarshalAs(UnmanagedType.LPUTF8Str)] string key, [MarshalAs(UnmanagedType.LPUTF8Str)] string message, nint slice);

    private delegate int MediaCall(
        nint sdk, [MarshalAs(UnmanagedType.LPUTF8Str)] string index, [MarshalAs(UnmanagedType.LPUTF8Str)] string fileId, [MarshalAs(UnmanagedType.LPUTF8Str)] string proxy,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string password, int timeout, nint media);

    private delegate nint ContentOf(nint slice);

    private delegate int LengthOf(nint slice);

    /// <exception cref="ArchiveException">The file is not there, not for this machine, or not the library.</exception>
    public static FinanceSdk Load(string path)
    {
        try
        {
            return new FinanceSdk(NativeLibrary.Load(path));
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new ArchiveException($"the native library {path} (Archive:SdkPath) cannot be loaded: {exception.Message}", true, exception);
        }
    }

    /// <summary>A session of one corp; null with the library's code when it refuses.</summary>
    public nint Open(string corpId, string secret, out int code)
    {
        var sdk = _newSdk();
        code = _init(sdk, corpId, secret);
        if (code == 0) { return sdk; }

        _destroySdk(sdk);
        return 0;
    }

    public void Close(nint sdk) => _destroySdk(sdk);

    /// <summary>A page of the archive; null with the library's code when it refuses.</summary>
    public byte[]? GetChatData(nint sdk, long seq, int limit, int timeoutSeconds, out int code)
    {
        var slice = _newSlice();
        try
        {
            code = _getChatData(sdk, (ulong)seq, (uint)limit, "", "", timeoutSeconds, slice);
            return code == 0 ? Copy(_sliceContent(slice), _sliceLength(slice)) : null;
        }
        finally
        {
            _freeSlice(slice);
        }
    }

    /// <summary>An opened message; null when it does not open.</summary>
    public byte[]? Decrypt(string key, string message)
    {
        var slice = _newSlice();
        try
        {
            return _decrypt(key, message, slice) == 0 ? Copy(_sliceContent(slice), _sliceLength(slice)) : null;
        }
        finally
        {
            _freeSlice(slice);
        }
    }

    /// <summary>A part of a file; null with the library's code when it refuses.</summary>
    public MediaPart? GetMedia(nint sdk, string fileId, string index, int timeoutSeconds, out int code)
    {
        var media = _newMedia();
        try
        {
            code = _getMedia(sdk, index, fileId, "", "", timeoutSeconds, media);
            if (code != 0) { return null; }

            var next = System.Text.Encoding.UTF8.GetString(Copy(_mediaIndex(media), _mediaIndexLength(media)));
            return new MediaPart(Copy(_mediaData(media), _mediaLength(media)), next, _mediaFinished(media) == 1);
        }
        finally
        {
            _freeMedia(media);
        }
    }

    private static byte[] Copy(nint from, int length)
    {
        var bytes = new byte[Math.Max(length, 0)];
        if (bytes.Length > 0) { Marshal.Copy(from, bytes, 0, bytes.Length); }

        return bytes;
    }

    private static T Get<T>(nint library, string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
