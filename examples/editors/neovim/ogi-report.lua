-- Findings of reportc while you type: put this file into ~/.config/nvim/plugin/ (Neovim 0.8 or newer).
--
-- Files named *.ogi.txt and *.ogi.md are reports; :ReportcCheck takes the text in front of you for one.
-- The program is vim.g.reportc_cmd, by default { 'reportc', 'lsp' }; settings are vim.g.reportc_settings.
-- ]d goes to the next finding, K explains what stands under the cursor, :ReportcFix offers what can be done.

vim.filetype.add({
  pattern = { ['.*%.ogi%.txt'] = 'ogi-report', ['.*%.ogi%.md'] = 'ogi-report' },
})

local function root(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  local marks = { 'reportc.toml', 'pyproject.toml', 'reportc-baseline.json', '.git' }
  local found = vim.fs.find(marks, { upward = true, path = vim.fs.dirname(path) })[1]
  return vim.fs.dirname(found or path)
end

local function attached(buffer)
  local function map(keys, action)
    vim.keymap.set('n', keys, action, { buffer = buffer })
  end
  map('K', vim.lsp.buf.hover)
  map(']d', vim.diagnostic.goto_next)
  map('[d', vim.diagnostic.goto_prev)
  map('gd', vim.lsp.buf.definition)
  map('gr', vim.lsp.buf.references)
  vim.api.nvim_buf_create_user_command(buffer, 'ReportcFix', function()
    vim.lsp.buf.code_action()
  end, {})
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  if vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'ogi-report',
  callback = function(event)
    vim.lsp.start({
      name = 'reportc',
      cmd = vim.g.reportc_cmd or { 'reportc', 'lsp' },
      root_dir = root(event.buf),
      init_options = { reportc = vim.g.reportc_settings or vim.empty_dict() },
      settings = { reportc = vim.g.reportc_settings or vim.empty_dict() },
      on_attach = function(_, buffer)
        attached(buffer)
      end,
    })
  end,
})

vim.api.nvim_create_user_command('ReportcCheck', function()
  vim.bo.filetype = 'ogi-report'
end, {})
