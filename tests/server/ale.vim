" vim -u SNIPPET -S ale.vim STORY: what the guide says, on a story with two doubled words and a leftover. Writes to $COPYDESK_OUT.
set nomore
function! Until(count) abort
  let n = 0
  while n < 400 && len(ale#engine#GetLoclist(bufnr(''))) != a:count
    sleep 50m
    let n += 1
  endwhile
endfunction

function! Done(timer) abort
  call Until(2)
  silent write
  qall!
endfunction

call Until(3)
let found = ale#engine#GetLoclist(bufnr(''))
call writefile(map(copy(found), {_, d -> d.linter_name . '|' . d.code . '|' . getline(d.lnum)[d.col - 1 : d.end_col - 1]}), $COPYDESK_OUT)
call cursor(found[2].lnum, found[2].col)
call timer_start(3000, 'Done')
ALECodeAction " asks which, and is answered by the test
