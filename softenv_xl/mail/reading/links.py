"""Links that stand for a file: what providers make of large attachments, drives, documents that are written online."""

from __future__ import annotations

import re

# By what their pages' addresses begin with; each also stands for the names below it.
_HOSTS = (
    # QQ: 超大附件, 中转站, online documents, Weiyun
    "wx.mail.qq.com/ftn", "mail.qq.com/cgi-bin/ftn", "mail.qq.com/cgi-bin/viewfile", "ftn.qq.com", "docs.qq.com", "weiyun.com",
    "drive.weixin.qq.com", "doc.weixin.qq.com", "exmail.qq.com/cgi-bin/ftn",
    # NetEase: 云附件, 网易网盘
    "mail.163.com/large-attachment-download", "mail.126.com/large-attachment-download", "dashi.163.com", "fs.163.com",
    "wp.163.com", "u.163.com", "disk.163.com", "largefile.163.com", "qiye.163.com/large",
    "mail.yeah.net/large-attachment-download",
    # WPS, and others' documents online
    "kdocs.cn", "365.kdocs.cn", "drive.wps.cn", "wps.cn/l", "shimo.im", "yuque.com", "feishu.cn", "larksuite.com",
    "alidocs.dingtalk.com", "space.dingtalk.com", "office.com/x", "docs.google.com", "drive.google.com",
    # drives
    "pan.baidu.com", "yun.baidu.com", "alipan.com", "aliyundrive.com", "yun.139.com", "caiyun.139.com", "mail.10086.cn/s",
    "cloud.189.cn", "pan.quark.cn", "pan.xunlei.com", "lanzou.com", "lanzoui.com", "lanzoux.com", "123pan.com", "ctfile.com",
    "cowtransfer.com", "wenshushu.cn", "airportal.cn", "jianguoyun.com", "115.com", "wetransfer.com", "we.tl", "1drv.ms",
    "onedrive.live.com", "sharepoint.com", "dropbox.com", "icloud.com/iclouddrive", "icloud.com.cn/iclouddrive",
)  # fmt: skip
_LINK = re.compile(
    r"(?<![\w@.-])(?:[\w-]{1,63}\.){0,4}(?:" + "|".join(map(re.escape, _HOSTS)) + r")(?![\w-])", re.IGNORECASE
)


def link_host(words: str) -> str:
    """Whose link to a file stands in the words of a message; nothing where none does."""
    found = _LINK.search(words)
    return found[0].partition("/")[0].lower() if found else ""
