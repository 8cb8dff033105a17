"""Why the system refused, in the reader's language: its own words are English whatever the terminal speaks."""

from __future__ import annotations

import errno

REASONS = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许这样做",
    errno.EEXIST: "已经存在",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EISDIR: "这是目录，不是文件",
    errno.ENOTEMPTY: "目录不是空的",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "已超出磁盘配额",
    errno.EFBIG: "文件超出允许的大小",
    errno.EIO: "读写磁盘时出错",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "符号链接相互循环",
    errno.EADDRINUSE: "地址已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接被对方中断",
    errno.ETIMEDOUT: "连接超时",
    errno.ENETUNREACH: "网络不可达",
    errno.EHOSTUNREACH: "主机不可达",
}


def reason(error: BaseException, otherwise: str = "") -> str:
    """What a Problem gives as the cause of an ``OSError``: a sentence of the catalogue, else the system's own words, else
    ``otherwise``."""
    if not isinstance(error, OSError) or type(error).__module__ == "ssl":  # whose numbers are its own: 1 is not EPERM
        return otherwise
    return REASONS.get(error.errno or 0) or error.strerror or otherwise
