"""What stops the operator, by code: a sentence that says what is wrong, and one that says what to do about it."""

from __future__ import annotations

from softenv_xl.words import Text

STOPS: dict[str, tuple[Text, Text]] = {
    "file.not-found": (
        Text("找不到文件：{file}。", "File not found: {file}."),
        Text("请检查路径和文件名。", "Check the path and the file name."),
    ),
    "file.exists": (
        Text("{file} 已存在，没有覆盖。", "{file} exists already and was not overwritten."),
        Text("请换一个文件名，或先把它移走。", "Choose another name, or move it away first."),
    ),
    "file.in-use": (
        Text("{file} 正被 {holder} 打开。", "{file} is open in {holder}."),
        # `leftover`: which file to delete if nobody has it open after all; empty where there is none.
        Text("请先保存并关闭，再试一次。{leftover}", "Save and close it there, then try again.{leftover}"),
    ),
    "file.busy": (
        Text("本工具的另一个命令正在写入 {file}。", "Another command of this tool is writing {file}."),
        Text("请等它结束后再试。", "Wait until it has finished, then try again."),
    ),
    "file.changed": (
        Text(
            "{file} 在读取之后被别人改过，没有写入。",
            "{file} was changed by someone after it was read; nothing was written.",
        ),
        Text("请再运行一次。", "Run the command again."),
    ),
    "file.not-writable": (
        Text("无法写入 {file}：{reason}。", "Cannot write {file}: {reason}."),
        Text("请检查该文件夹的权限和剩余空间。", "Check the folder's permissions and free space."),
    ),
    "file.not-readable": (
        Text("无法读取 {file}：{reason}。", "Cannot read {file}: {reason}."),
        Text("请检查路径和该文件的权限。", "Check the path and the file's permissions."),
    ),
    "packs.none": (
        Text("没有部门，无法生成分表。", "There is no department to write a pack for."),
        Text("请先在“部门”表中登记。", "Enter departments on the sheet Departments first."),
    ),
    "key.unreadable": (
        Text("{file} 不是密钥文件。", "{file} is no key."),
        Text(
            "请使用由“softenv-xl key export”导出的文件。", "Use the file that “softenv-xl key export” wrote."
        ),
    ),
    "key.none": (
        Text("这台电脑上没有“{school}”的密钥。", "There is no key of “{school}” on this computer."),
        Text(
            "请从签发过自查表的电脑导出并在此导入；首次签发时会自动生成。",
            "Export it where returns were issued and import it here; one is made when something is first issued.",
        ),
    ),
    "key.other-school": (
        Text(
            "密钥属于“{found}”，总台账的学校是“{school}”。",
            "The key is that of “{found}”; the control workbook's school is “{school}”.",
        ),
        Text(
            "请核对“设置”中的学校名称或选择另一密钥。",
            "Check the school's name in Settings, or choose another key.",
        ),
    ),
    "store.not-ours": (
        Text(
            "{place} 不是本工具放在那里的：它是链接，或不是所应是的文件或文件夹。没有写入 {file}。",
            "{place} is not what this tool put there: it is a link, or no file or folder as it should be. {file} was "
            "not written.",
        ),
        Text(
            "请查明是谁放的，把它移走，再试一次。",
            "Find out who put it there, move it away, then try again.",
        ),
    ),
    "export.no-pyarrow": (
        Text(
            "写 Parquet 文件需要 pyarrow，本机没有安装。",
            "Parquet files need pyarrow, which isn't installed here.",
        ),
        Text(
            '请运行 pip install "softenv-xl[parquet]"，或改用 --format csv 或 json。',
            'Run pip install "softenv-xl[parquet]", or choose --format csv or json.',
        ),
    ),
    "export.unconfirmed": (
        Text(
            "导出保密列没有得到确认，没有写入任何文件。",
            "That confidential columns shall be exported was not confirmed; nothing was written.",
        ),
        Text(
            "请回答“是”，或加上 --yes；不需要时去掉 --confidential。",
            "Answer yes, or add --yes; leave out --confidential where they aren't needed.",
        ),
    ),
    "import.no-files": (
        Text("{folder} 中没有 .csv 文件。", "There is no .csv file in {folder}."),
        Text(
            "请给出导出时写入的文件夹。",
            "Name the folder that an export was written to.",
        ),
    ),
    "import.too-large": (
        Text("{file} 超过 {limit} MB，没有读入。", "{file} is over {limit} MB and was not read."),
        Text("请检查是不是导出的文件。", "See whether it is a file that was exported."),
    ),
    "folder.not-ours": (
        Text(
            "{file} 不是本工具放在那里的，或放好以后被人改过，没有覆盖也没有删除；什么都没有写入。",
            "{file} is not as this tool put it there: somebody else made or changed it. It was neither overwritten nor "
            "removed, and nothing was written.",
        ),
        Text(
            "请把它移走，或换一个文件夹，再试一次。",
            "Move it away, or choose another folder, then try again.",
        ),
    ),
    "system.refused": (
        Text("系统不允许处理 {file}：{reason}。", "The system refuses to work with {file}: {reason}."),
        Text(
            "请检查该处的权限、磁盘和网络，再试一次。",
            "Check the permissions there, the disk and the network, then try again.",
        ),
    ),
    "undo.changed-since": (
        Text(
            "{file} 在本工具上次写入之后又被改过，没有撤销。",
            "{file} was changed after this tool last wrote it; nothing was undone.",
        ),
        Text(
            "上次写入前的内容在备份 {backup} 中，可打开取用。",
            "What it held before that write is in the backup {backup}; open it and take what you need.",
        ),
    ),
    "undo.rows-changed": (
        Text(
            "表格“{table}”的行在上次操作之后又有增减或排序，没有撤销。",
            "Rows of the table “{table}” were added, removed or sorted since the last press; nothing was undone.",
        ),
        Text(
            "请先恢复原来的行，或不保存关闭工作簿后重新打开。",
            "Bring the rows back first, or close the workbook without saving and open it again.",
        ),
    ),
    "undo.nothing": (
        Text("{file} 没有可撤销的写入。", "There is no earlier write of {file} to undo."),
        Text("只能撤销由本工具所做的写入。", "Only writes made by this tool can be undone."),
    ),
    "workbook.unreadable": (
        Text("无法读取 {file}：{reason}", "Cannot read {file}: {reason}"),
        Text("请用 Excel 打开并另存为 .xlsx。", "Open it in Excel and save it as .xlsx."),
    ),
    "workbook.unsafe-to-write": (
        Text("不能就地改写 {file}：{reason}", "{file} cannot be changed in place: {reason}"),
        Text(
            "请用 Excel 打开、去掉所述内容并另存为 .xlsx。",
            "Open it in Excel, remove what is named here and save it as .xlsx.",
        ),
    ),
    "workbook.newer": (
        Text(
            "{file} 由更新的版本制作（台账版本 {found}，本程序只认识到 {known}）。",
            "{file} was made by a newer softenv-xl (workbook version {found}; this one knows up to {known}).",
        ),
        Text(
            "请先更新本程序：“python -m pip install --upgrade softenv-xl”。",
            "Update this program first: “python -m pip install --upgrade softenv-xl”.",
        ),
    ),
    "upgrade.own-macros": (
        Text(
            "{file} 带有自己的宏，不能在打开时升级。",
            "{file} has macros of its own and cannot be upgraded while it is open.",
        ),
        Text(
            "请关闭它，再运行“softenv-xl upgrade {file}”。",
            "Close it, then run “softenv-xl upgrade {file}”.",
        ),
    ),
    "workbook.needs-upgrade": (
        Text("{file} 是旧版总台账，还没有{what}。", "{file} is of an earlier version and has no {what} yet."),
        Text(
            "请先升级：按“升级”，或运行“softenv-xl upgrade {file}”。",
            "Upgrade it first: press Upgrade, or run “softenv-xl upgrade {file}”.",
        ),
    ),
    "workbook.part-missing": (
        Text("{file} 中缺少{what}。", "{file} has no {what}."),
        Text(
            "没有改动任何内容。请撤销删除，或不保存直接关闭；若已保存，旁边的隐藏文件夹“.softenv”中有本工具每次写入前的备份，"
            "请从中取回该表。",
            "Nothing was changed. Undo the deletion, or close the workbook without saving; if it is saved already, take the "
            "sheet from a backup: the hidden folder “.softenv” beside it keeps what was there before each write of this tool.",
        ),
    ),
    "workbook.not-computable": (
        # `where`: the sheet and the cell, or nothing where they can't be determined.
        Text(
            "{file} 的{where}内容无法处理（程序未预料到），没有写入。",
            "{file}{where} what stands there cannot be computed with (nobody foresaw it); nothing was written.",
        ),
        Text(
            "请清除或改正该处内容再试一次，并把 {log} 发给维护人员。",
            "Clear or correct it and try again; please send {log} to the maintainers.",
        ),
    ),
    "workbook.too-large": (
        Text(
            "没有写入 {file}：写入后本工具将无法再读取它。{reason}",
            "{file} was not written: afterwards this tool could not read it any more. {reason}",
        ),
        Text(
            "请少收一些自查表，或把已了结的项目和不再需要的行移到另一个工作簿，再试一次。",
            "Take in fewer returns, or move items that are done with and rows nobody needs to another workbook, then try again.",
        ),
    ),
    "cell.cannot-hold": (
        Text(
            "{file} 的单元格 {cell} 存不下要写入的内容：{reason}",
            "The cell {cell} of {file} cannot hold what is to be written: {reason}",
        ),
        Text(
            "没有写入任何内容。请改正内容的来源，再试一次。",
            "Nothing was written. Correct it where it comes from, then try again.",
        ),
    ),
    "sheet.protected": (
        Text(
            "工作表“{sheet}”受密码保护，没有写入。",
            "The sheet “{sheet}” is protected with a password; nothing was written.",
        ),
        Text(
            "请在“审阅”中撤销工作表保护，再试一次。",
            "Lift its protection (Review, Unprotect Sheet), then try again.",
        ),
    ),
    "table.filtered": (
        Text(
            "表格“{table}”正按颜色、图标、日期、“包含”、空白或前几项筛选，写入后无法原样恢复这种筛选，没有写入。",
            "The table “{table}” is filtered by colour, icon, date, “contains”, blanks or top items; such a filter "
            "could not be put back exactly, so nothing was written.",
        ),
        Text("请清除该筛选，再试一次。", "Clear that filter, then try again."),
    ),
    "program.gone": (
        Text("打开 {file} 的程序已经关闭。", "The program that had {file} open has closed."),
        Text("请重新打开该文件，再按一次按钮。", "Open the file again, then press the button once more."),
    ),
    "workbook.closed": (
        Text("按下按钮的工作簿已经关闭。", "The workbook that the button was pressed on has been closed."),
        Text("请重新打开它，再按一次按钮。", "Open it again, then press the button once more."),
    ),
    "office.not-reached": (
        Text("Python 连接不上 LibreOffice：{reason}", "Python cannot reach LibreOffice: {reason}"),
        Text("请运行 softenv-xl doctor 查明原因。", "Run softenv-xl doctor to see why."),
    ),
    "workbook.no-folder": (
        Text("{file} 还没有保存在本机的文件夹里。", "{file} is not saved in a folder of this computer."),
        Text("请先保存到本机，再试一次。", "Save it there first, then try again."),
    ),
    "press.cancelled": (
        Text("已按您的要求停止，工作簿保持原样。", "Stopped as you asked; the workbook is as it was."),
        Text("需要时再按一次按钮。", "Press the button again when you want it."),
    ),
    "press.broken": (
        Text(
            "后台的 Python 中途退出，未作任何改动。",
            "The Python in the background ended; nothing was changed.",
        ),
        Text("请再按一次按钮。", "Press the button once more."),
    ),
    "help.no-browser": (
        Text("没有找到可以打开说明的浏览器。", "No browser was found to open the guide with."),
        Text("请直接打开文件 {file}。", "Open the file {file} yourself."),
    ),
    "usage.choice": (
        Text("{option}：没有“{found}”。", "{option}: there is no “{found}”."),
        Text("可用：{choices}。", "It can be {choices}."),
    ),
    "usage.date": (
        Text("“{found}”不是日期。", "“{found}” is not a date."),
        Text("请写成 2026-10-20 的样式。", "Type dates like 2026-10-20."),
    ),
    "usage.class": (
        Text("“{found}”不是“班级=份数”。", "“{found}” is no class with a count."),
        Text(
            "请写成“初一1班=45”的样式，每项不超过 {most} 份。",
            "Type it like “Class 1=45”, with at most {most} each.",
        ),
    ),
    "usage.ending": (
        Text("新工作簿不能叫 {file}。", "A new workbook cannot be called {file}."),
        Text("文件名请以 {endings} 结尾。", "Let its name end in {endings}."),
    ),
    "usage.missing": (
        Text("命令缺少 {name}。", "The command lacks {name}."),
        Text("用法见 {command} --help。", "See {command} --help."),
    ),
    "usage.no-option": (
        Text("没有选项 {name}。", "There is no option {name}."),
        Text("用法见 {command} --help。", "See {command} --help."),
    ),
    "usage.option-empty": (
        Text("选项 {name} 后面缺少内容。", "The option {name} needs a value behind it."),
        Text("用法见 {command} --help。", "See {command} --help."),
    ),
    "usage.no-command": (
        Text("没有命令 {name}。", "There is no command {name}."),
        Text("全部命令见 {command} --help。", "See {command} --help for all of them."),
    ),
    "usage.too-many": (
        Text("命令后面多出 {name}。", "The command takes no {name}."),
        Text(
            "文件名含空格时请加引号；用法见 {command} --help。",
            "Put names with blanks in quotes; see {command} --help.",
        ),
    ),
    "usage.other": (
        Text("命令写法有误：{words}", "The command cannot be understood: {words}"),
        Text("用法见 {command} --help。", "See {command} --help."),
    ),
    "pdf.no-office": (
        Text(
            "没有找到 LibreOffice，不能生成 PDF。",
            "LibreOffice was not found, so no PDF can be made.",
        ),
        Text(
            "请安装 LibreOffice（含 Writer）；或在 Word 中打开文档，另存为 PDF。",
            "Install LibreOffice with Writer; or open the document in Word and save it as PDF.",
        ),
    ),
    "pdf.refused": (
        Text("LibreOffice 不能把 {file} 转成 PDF。", "LibreOffice cannot make a PDF of {file}."),
        Text(
            "请用 Word 或 LibreOffice 打开看能否正常显示；能的话从那里另存为 PDF。",
            "Open it in Word or LibreOffice; where it looks right, save it as PDF there.",
        ),
    ),
    "pdf.too-slow": (
        Text(
            "LibreOffice 没有在限定时间内把 {file} 转成 PDF，已停止。",
            "LibreOffice did not make a PDF of {file} in time and was ended.",
        ),
        Text(
            "请关闭其他程序再试；如仍不行，请检查文档模板。",
            "Close other programs and try again; if that does not help, examine the document's template.",
        ),
    ),
    "document.template-broken": (
        Text("文书模板 {file} 无法使用：{reason}", "The template {file} cannot be used: {reason}"),
        Text(
            "请在 Word 中改正；或删除该模板，下次会重新放入程序自带的模板。",
            "Correct it in Word; or delete it, and the program's own is put there again.",
        ),
    ),
    "document.template-endless": (
        Text(
            "文书模板 {file} 算不完，或占用内存过多，已停止。",
            "The template {file} never ends, or takes too much memory, and was stopped.",
        ),
        Text(
            "请检查其中的循环和算式；或删除该模板，下次会重新放入程序自带的模板。",
            "Look at its loops and sums; or delete it, and the program's own is put there again.",
        ),
    ),
    "document.field-unknown": (
        Text(
            "文书模板 {file} 用了没有的字段：{reason}",
            "The template {file} names a field that there is not: {reason}",
        ),
        Text(
            "请改正双花括号中的名称；可用的字段见说明。",
            "Correct the name in double braces; the guide lists those that there are.",
        ),
    ),
    "why.whom": (
        Text("选中的行不涉及任何人或部门。", "The selected row is about nobody."),
        Text(
            "请在合规矩阵等表中选中一人的行，再按“为什么”；或在“为什么”表中填写查谁。",
            "Select a row about somebody, on Compliance for instance, and press Why; or fill in the sheet Why.",
        ),
    ),
    "why.no-sheet": (
        Text(
            "{file} 是旧版总台账，没有“为什么”表。", "{file} is of an earlier version and has no sheet Why."
        ),
        Text(
            "请先升级（按“升级”或运行 softenv-xl upgrade）。",
            "Upgrade it first: the button Upgrade, or softenv-xl upgrade.",
        ),
    ),
    "why.nobody": (
        Text("名册和部门中都没有“{name}”。", "There is no person or department “{name}” on the sheets."),
        Text("请写教职工号、姓名或部门名称。", "Give a staff number, a name, or a department's name."),
    ),
    "why.several": (
        Text("有几个人叫“{name}”：{numbers}。", "Several people are called “{name}”: {numbers}."),
        Text("请写教职工号。", "Give the staff number."),
    ),
    "why.no-entry": (
        Text("规则中没有“{name}”。", "The rulebook has no “{name}”."),
        Text("请写规则的编号，如 3。", "Give an entry's number, such as 3."),
    ),
    "people.none-owe": (
        Text(
            "人员表中没有人须交自查表，没有生成。",
            "Nobody on the sheet People owes a return; none was written.",
        ),
        Text("请先填写“人员”。", "Fill in the sheet People first."),
    ),
    "history.no-place": (
        Text("找不到“{place}”。", "There is no place called “{place}”."),
        Text(
            "请写成：工作表名!C5、工作表名或行编号。",
            "Say it as Sheet!C5, as a sheet's name, or as the id of a row.",
        ),
    ),
    "history.not-followed": (
        Text("“{place}”的改动不作记录。", "Changes of “{place}” are not recorded."),
        Text(
            "有记录的是各台账的数据行（公式和检查列除外），以及设置和总览上的数字。",
            "Followed are the registers' rows, without formulas and check columns, the settings and the dashboard's figures.",
        ),
    ),
    "sendback.in-inbox": (
        Text(
            "{folder} 中有要收的自查表（{file}），不能把退回的文件放在那里。",
            "{folder} holds returns to be collected ({file}), so copies can't be put there.",
        ),
        Text("请另选一个文件夹。", "Choose another folder."),
    ),
    "inbox.missing": (
        Text("{folder} 中没有“{inbox}”文件夹。", "There is no folder “{inbox}” in {folder}."),
        Text(
            "请新建该文件夹，放入收到的自查表，再试一次。", "Make it, put the returns there, then try again."
        ),
    ),
    "appraisal.no-round": (
        Text("没有可读入的评议批次。", "There is no round of the appraisal to count."),
        Text(
            "请先在“评议批次”中填写名称、开始和结束日期（或检查批次编号），再试一次。",
            "Enter its title and dates on the sheet Appraisal rounds (or check the round's id), then try again.",
        ),
    ),
    "merge.no-folder": (
        Text("{folder} 中没有文件夹“{inbox}”。", "There is no folder “{inbox}” in {folder}."),
        Text(
            "请新建该文件夹，放入部门交回的文件，再试一次；也可以先打开这些文件。",
            "Make it, put the packs that departments sent back there, then try again; or open them first.",
        ),
    ),
    "appraisal.no-folder": (
        Text("{folder} 中没有答卷文件夹“{inbox}”。", "There is no folder “{inbox}” in {folder}."),
        Text(
            "请新建该文件夹，放入本批次的全部答卷文件（.xlsx 或 .csv），再试一次。",
            "Make it, put all of the round's files (.xlsx or .csv) there, then try again.",
        ),
    ),
    "appraisal.fewer": (
        Text(
            "这些文件中的答卷少于批次 {round} 上次读入的份数，没有写入。",
            "These files hold fewer sheets than were counted for round {round} before; nothing was written.",
        ),
        Text(
            "每次都要读入本批次的全部文件。确有文件作废的，先清空该批次的“收回份数”，再试一次。",
            "Every time, all of the round's files are counted. If some are void, clear the round's “Received” first.",
        ),
    ),
    "reader.not-started": (
        Text("读取程序无法启动：{reason}。", "The program that reads the files does not start: {reason}."),
        Text(
            "请重新安装 softenv-xl；如仍不行，请检查杀毒软件是否拦截了 Python。",
            "Install softenv-xl again; if that does not help, see whether a virus scanner blocks Python.",
        ),
    ),
    "install.no-program": (
        Text(
            "没有找到 LibreOffice，本系统上也没有 Excel。",
            "LibreOffice was not found, and this system has no Excel.",
        ),
        Text("请先安装 LibreOffice（含 Calc），再试一次。", "Install LibreOffice with Calc, then try again."),
    ),
    "install.not-built": (
        Text("找不到要安装的 {file}。", "The file to install, {file}, was not found."),
        Text(
            "请重新安装 softenv-xl；如用的是源代码，请先在源代码文件夹中运行“make build”。",
            "Install softenv-xl again; with the sources, run “make build” in their folder first.",
        ),
    ),
    "install.file-broken": (
        Text("{file} 已损坏。", "{file} is broken."),
        Text("请重新安装 softenv-xl。", "Install softenv-xl again."),
    ),
    "install.interpreter-path": (
        Text(
            "Excel 无法使用 {path} 处的 Python：{reason}。",
            "Excel cannot use the Python at {path}: {reason}.",
        ),
        Text(
            "请把 Python 和 softenv-xl 装到只含英文字母和数字的路径下，再试一次。",
            "Install Python and softenv-xl in a folder whose path has only letters and digits, then try again.",
        ),
    ),
    "install.record-broken": (
        Text("安装记录 {file} 已损坏。", "The record of the installation, {file}, is broken."),
        Text(
            "请把它移走；之后卸载只能手工进行，见“信息部门须知”。",
            "Move it away; what it recorded can then only be removed by hand: see the page for IT departments.",
        ),
    ),
    "libreoffice.refused": (
        Text("LibreOffice 没有照办：{reason}。", "LibreOffice refused: {reason}."),
        Text("请关闭 LibreOffice 再试一次。", "Close LibreOffice, then try again."),
    ),
    "addin.tool-missing": (
        Text(
            "生成加载项需要 {package}，但没有安装。",
            "Building the add-in needs {package}, which is not installed.",
        ),
        Text(
            "请运行“python -m pip install --group addin”，再试一次。",
            "Run “python -m pip install --group addin”, then try again.",
        ),
    ),
    "addin.xlwings-changed": (
        Text(
            "xlwings 的宏代码与预期不同，缺少：{text}",
            "The macro text of xlwings is not as expected; it lacks: {text}",
        ),
        Text(
            "请安装 pyproject.toml 规定的 xlwings 版本，或修改 softenv_xl/addin/sources.py。",
            "Install the version of xlwings that pyproject.toml names, or adapt softenv_xl/addin/sources.py.",
        ),
    ),
    "send.ledger-damaged": (
        Text(
            "发信记录 {file} 第 {line} 行读不出来，没有发送任何邮件。",
            "The mail ledger {file} can't be read at line {line}; no mail was sent.",
        ),
        Text(
            "它记着谁收到过什么。请从备份恢复；没有备份的，把它移走之后要自己核对谁已经收到。",
            "It says who has had what. Bring it back from a backup; without one, move it away and find out yourself who has had "
            "what.",
        ),
    ),
    "send.dry-run-first": (
        Text(
            "{count} 封邮件还没有人看过名单，没有发送。",
            "{count} of the mails haven't been looked at in a list yet; nothing was sent.",
        ),
        Text(
            "请先运行同样的命令并加“--dry-run”，看过名单后再加“--yes”发送。",
            "Run the same command with “--dry-run” first, look at the list, then send with “--yes”.",
        ),
    ),
    "send.no-server": (
        Text("邮箱账户“{name}”没有设置发信服务器。", "The mail account “{name}” has no server to send by."),
        Text("请运行“softenv-xl mail setup”，或做成草稿。", "Run “softenv-xl mail setup”, or make drafts."),
    ),
    "send.no-drafts-folder": (
        Text("邮箱中找不到草稿箱。", "No folder for drafts was found in the mailbox."),
        Text(
            "请在邮箱网页中新建“草稿箱”，或用“--as eml”。",
            "Make a folder Drafts on the mailbox's web page, or use “--as eml”.",
        ),
    ),
    "send.nothing-to-resume": (
        Text("没有中断的发送可以继续。", "There is no sending that was cut off and could go on."),
        Text("请用“--what”说明要发什么。", "Say with “--what” what is to be sent."),
    ),
    "send.no-such-mail": (
        Text("记录中没有给 {number} 的这种邮件。", "The ledger has no such mail to {number}."),
        Text("请核对教职工号和“--what”。", "Check the staff number and “--what”."),
    ),
    "send.password-empty": (
        Text("没有给出密码，没有加密，也没有发送。", "No password was given; nothing was encrypted or sent."),
        Text(
            "请输入密码，或用“--password-file”指定写有密码的文件。",
            "Type one, or name a file that holds one with “--password-file”.",
        ),
    ),
    "send.passwords-differ": (
        Text("两次输入的密码不同。", "The two passwords differ."),
        Text("请重新运行。", "Run the command again."),
    ),
    "mail.no-account": (
        Text("还没有设置邮箱账户。", "No mail account is set up yet."),
        Text("请运行“softenv-xl mail setup”。", "Run “softenv-xl mail setup”."),
    ),
    "mail.unknown-account": (
        Text("没有名为“{name}”的邮箱账户。", "There is no mail account called “{name}”."),
        Text(
            "已设置的有：{known}。新账户用“softenv-xl mail setup”设置。",
            "There are: {known}. “softenv-xl mail setup” sets up a new one.",
        ),
    ),
    "mail.settings-broken": (
        Text("邮箱设置文件 {file} 已损坏。", "The file of mail settings {file} is broken."),
        Text(
            "请删除它，再运行“softenv-xl mail setup”。授权码不在其中，不会丢失。",
            "Delete it and run “softenv-xl mail setup” again. No authorisation code is in it, so none is lost.",
        ),
    ),
    "mail.no-secret": (
        Text("没有 {address} 的授权码。", "There is no authorisation code for {address}."),
        Text(
            "请运行“softenv-xl mail setup”，存入系统的密码库；没有密码库的计算机上，请设置环境变量 {variable}。",
            "Run “softenv-xl mail setup” to put it into the system's keyring; where there is none, set the environment variable "
            "{variable}.",
        ),
    ),
    "mail.secret-not-ascii": (
        Text(
            "授权码中有汉字、全角字符或换行。", "The authorisation code has letters in it that no code has."
        ),
        Text(
            "请切换到英文输入法，重新复制授权码。",
            "Switch the keyboard to English and copy the code once more.",
        ),
    ),
    "mail.unprotected": (
        Text(
            "与 {host} 的连接不加密，没有发送授权码。",
            "The connection to {host} is not encrypted; the authorisation code was not sent.",
        ),
        Text("请改用 SSL（993 端口）或 STARTTLS。", "Choose SSL (port 993) or STARTTLS."),
    ),
    "mail.no-connection": (
        Text(
            "连不上邮件服务器 {host}:{port}：{reason}。",
            "No connection to the mail server {host}:{port}: {reason}.",
        ),
        Text(
            "请检查网络、服务器地址和端口；有些单位的网络不放行邮件端口。",
            "Check the network, the server's name and the port; some networks let no mail through.",
        ),
    ),
    "imap.authorisation-code": (
        Text(
            "{address} 的服务器不接受这个授权码（它说：{words}）。",
            "The server of {address} doesn't accept this authorisation code (it says: {words}).",
        ),
        Text(
            "这里要的不是登录密码，而是授权码。{where}再运行“softenv-xl mail setup”。",
            "It wants an authorisation code, not the password. {where} Then run “softenv-xl mail setup”.",
        ),
    ),
    "imap.login-refused": (
        Text(
            "{address} 的服务器拒绝登录（它说：{words}）。",
            "The server of {address} refuses the login (it says: {words}).",
        ),
        Text(
            "请核对用户名和密码。{where}再运行“softenv-xl mail setup”。",
            "Check the name and the password. {where} Then run “softenv-xl mail setup”.",
        ),
    ),
    "imap.unsafe-login": (
        Text(
            "{address} 的服务器让登录，却不让打开邮箱（Unsafe Login）：它要求客户端报出名称（ID 命令），或要求使用授权码。",
            "The server of {address} let the login pass but opens no folder (Unsafe Login): it wants the ID command, or an "
            "authorisation code.",
        ),
        Text(
            "密码没有错，请换用新的授权码。{where}再运行“softenv-xl mail setup”；仍不行时请联系邮箱客服。",
            "The password isn't wrong; make a new authorisation code. {where} Then run “softenv-xl mail setup”; if it goes on, "
            "ask the provider.",
        ),
    ),
    "mail.refused": (
        Text(
            "{address} 的服务器拒绝了请求（它说：{words}）。",
            "The server of {address} refuses (it says: {words}).",
        ),
        Text(
            "什么都没有写入。请稍后再试，或先在网页邮箱中查看。",
            "Nothing was written. Try again later, or look into the mailbox on the web first.",
        ),
    ),
    "mail.not-an-address": (
        Text("“{found}”不是邮箱地址。", "“{found}” is not an e-mail address."),
        Text("请输入完整的地址，如 office@163.com。", "Type the whole address, such as office@163.com."),
    ),
    "mail.nobody-to-ask": (
        Text("这里不能输入授权码：不是终端。", "No code can be typed here: this is no terminal."),
        Text(
            "请在终端（命令提示符）中运行；无人值守的计算机，请写好 {file}，并设置环境变量 {variable}。",
            "Run it in a terminal; on a computer that nobody sits at, write {file} and set the environment variable {variable}.",
        ),
    ),
}
